import { ActionIcon, Popover, Stack, Text } from '@mantine/core';
import type { ReportColumn, ReportDescription } from '@sillage/protocol';
import { IconInfoCircle } from '@tabler/icons-react';
import { useLanguage, useTexts } from '../i18n.js';
import { reportTexts } from '../texts/report.js';

export interface DefinitionProps {
  title: string;
  text: string;
  /** Those with a definition of their own are told below. */
  columns?: readonly ReportColumn[];
}

/** How a figure is made, one click away. */
export function Definition({ title, text, columns = [] }: DefinitionProps) {
  const t = useTexts(reportTexts);
  const [language] = useLanguage();
  const label = t('definitionOf', { title });
  return (
    <Popover width={340} position="bottom" shadow="md" withArrow trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon variant="subtle" size="sm" aria-label={label}>
          <IconInfoCircle size={16} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={label} tabIndex={-1}>
        <Stack gap="xs">
          <Text size="sm">{text}</Text>
          {columns.map(
            ({ name, title: of, definition }) =>
              definition && (
                <Text key={name} size="sm">
                  <b>{of[language]}</b>
                  {' – '}
                  {definition[language]}
                </Text>
              ),
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

/** That of a report by its name; nothing until descriptions are read. */
export function ReportDefinition({ description }: { description: ReportDescription | undefined }) {
  const [language] = useLanguage();
  if (description === undefined) return null;
  const { title, definition, columns } = description;
  return <Definition title={title[language]} text={definition[language]} columns={columns} />;
}
