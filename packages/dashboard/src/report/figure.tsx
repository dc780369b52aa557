import { Card, Group, Text } from '@mantine/core';
import type { ReportCell, ReportColumn } from '@sillage/protocol';
import { formatChange } from '../format/format-cell.js';
import { useFormat } from '../format/use-format.js';
import { useLanguage, useTexts } from '../i18n.js';
import { reportTexts } from '../texts/report.js';
import { Definition } from './definition.js';

export interface Before {
  value: ReportCell;
  /** Of which days it is, in words. */
  days: string;
}

export interface FigureProps {
  column: ReportColumn;
  value: ReportCell;
  /** The same of other periods. */
  before?: readonly Before[];
}

/** A figure with its title, its definition and how it changed. */
export function Figure({ column, value, before = [] }: FigureProps) {
  const [language] = useLanguage();
  const format = useFormat();
  const title = column.title[language];
  return (
    <Card withBorder padding="md" component="section" aria-label={title}>
      <Group gap={4} justify="space-between" wrap="nowrap">
        <Text size="sm" c="dimmed">
          {title}
        </Text>
        {column.definition && <Definition title={title} text={column.definition[language]} />}
      </Group>
      <Text fz={26} fw={600} data-figure={column.name}>
        {format(value, column.unit)}
      </Text>
      {before.map((one) => (
        <Change key={one.days} column={column} value={value} before={one} />
      ))}
    </Card>
  );
}

function Change({ column, value, before }: { column: ReportColumn; value: ReportCell; before: Before }) {
  const t = useTexts(reportTexts);
  const [language] = useLanguage();
  const format = useFormat();
  const change = formatChange(value, before.value, language);
  return (
    <Text size="xs" c="dimmed">
      {change && <b>{change} </b>}
      {t('before', { value: format(before.value, column.unit), days: before.days })}
    </Text>
  );
}
