import { Button, Collapse, Group, Paper, SimpleGrid, Stack, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { Report, ReportCell, ReportColumn } from '@sillage/protocol';
import { type ReactNode, useId } from 'react';
import { type ReportOptions, useReport } from '../api/reports.js';
import { formatDay } from '../format/format-cell.js';
import { useLanguage, useTexts } from '../i18n.js';
import { reportTexts } from '../texts/report.js';
import { ReportDefinition } from './definition.js';
import { Figure } from './figure.js';
import { isEmpty, isFigures } from './report-cells.js';
import { ReportDownload } from './report-download.js';
import { ReportFooter } from './report-footer.js';
import { ReportStatus } from './report-status.js';
import { ReportTable } from './report-table.js';

export interface ReportViewProps extends ReportOptions {
  /** Of the report. */
  name: string;
  /** Instead of the report's own. */
  title?: string;
  /** Drawn above the table, which is then closed at first. */
  chart?: (report: Report, title: string) => ReactNode;
  /** Beside the title, such as a choice of the parameters. */
  controls?: ReactNode;
  /** Instead of plain cells of the table. */
  cell?: (column: ReportColumn, cell: ReportCell, row: ReportCell[]) => ReactNode | undefined;
  /** Instead of cards or a table. */
  children?: (report: Report) => ReactNode;
  /** Rows a page of the table. */
  pageSize?: number;
}

/**
 * A report with all that belongs to one: title, definition, figures, chart and table, what it covers, time zone, age, file,
 * and what is said while there is nothing. One row of figures alone becomes cards, everything else a table.
 */
export function ReportView(props: ReportViewProps) {
  const { name, chart, controls } = props;
  const state = useReport(name, props);
  const [language] = useLanguage();
  const id = useId();
  const { report, description } = state;
  const title = props.title ?? description?.title[language] ?? '';
  const isShown = report !== undefined && !isEmpty(report);
  return (
    <Paper withBorder p="md" component="section" aria-labelledby={id} data-report={name}>
      <Stack gap="sm">
        <Group justify="space-between" gap="xs">
          <Group gap={4}>
            <Title order={2} size="h4" id={id}>
              {title}
            </Title>
            <ReportDefinition description={description} />
          </Group>
          <Group gap="xs">
            {controls}
            {isShown && <ReportDownload state={state} title={title} />}
          </Group>
        </Group>
        <ReportStatus state={state} empty={description?.empty[language]} />
        {isShown && chart?.(report, title)}
        {isShown && <Figures {...props} report={report} title={title} />}
        {report && <ReportFooter report={report} title={title} state={state} />}
      </Stack>
    </Paper>
  );
}

type FiguresProps = ReportViewProps & { report: Report; title: string };

function Figures({ report, title, chart, cell, children, pageSize }: FiguresProps) {
  if (children) return children(report);
  if (isFigures(report.columns)) return <Cards report={report} />;
  const table = <ReportTable report={report} title={title} {...(pageSize && { pageSize })} {...(cell && { cell })} />;
  return chart ? <Disclosed>{table}</Disclosed> : table;
}

export function Cards({
  report,
  others = [],
}: {
  report: Report;
  others?: readonly NonNullable<Report['compared']>[];
}) {
  const [language] = useLanguage();
  const compared = [...(report.compared ? [report.compared] : []), ...others];
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 3, xl: 5 }} spacing="sm">
      {report.columns.map((column, place) => (
        <Figure
          key={column.name}
          column={column}
          value={report.rows[0]?.[place] ?? null}
          before={compared.map(({ from, to, rows }) => ({
            value: rows[0]?.[place] ?? null,
            days: `${formatDay(from, language)} – ${formatDay(to, language)}`,
          }))}
        />
      ))}
    </SimpleGrid>
  );
}

/** The table beside a chart, for who does not read charts. */
function Disclosed({ children }: { children: ReactNode }) {
  const t = useTexts(reportTexts);
  const id = useId();
  const [isOpen, { toggle }] = useDisclosure(false);
  return (
    <div>
      <Button variant="subtle" size="compact-sm" onClick={toggle} aria-expanded={isOpen} aria-controls={id}>
        {t(isOpen ? 'asTableHide' : 'asTable')}
      </Button>
      <Collapse id={id} expanded={isOpen}>
        {isOpen && children}
      </Collapse>
    </div>
  );
}
