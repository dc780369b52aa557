import { Box, Group, Pagination, Table, Text, UnstyledButton } from '@mantine/core';
import type { Report, ReportCell, ReportColumn } from '@sillage/protocol';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { formatChange } from '../format/format-cell.js';
import { useFormat } from '../format/use-format.js';
import { useLanguage, useTexts } from '../i18n.js';
import { reportTexts } from '../texts/report.js';
import { findCompared, isDimension, type Order, sortRows } from './report-cells.js';

export interface ReportTableProps {
  report: Report;
  /** Says of what the table is, to who does not see it. */
  title: string;
  /** Rows a page; default 20. */
  pageSize?: number;
  /** Instead of the plain cell, such as a link to a product; `undefined` for the plain one. */
  cell?: (column: ReportColumn, cell: ReportCell, row: ReportCell[]) => ReactNode | undefined;
}

/** A report as a table that is sorted by its heads, a page at a time; figures say how they changed where that was asked for. */
export function ReportTable({ report, title, pageSize = 20, cell }: ReportTableProps) {
  const t = useTexts(reportTexts);
  const [order, setOrder] = useState<Order>();
  const [page, setPage] = useState(1);
  const pages = Math.max(1, Math.ceil(report.rows.length / pageSize));
  const shown = Math.min(page, pages);
  const rows = sortRows(report, order).slice((shown - 1) * pageSize, shown * pageSize);
  return (
    <>
      <Box className="scroll-x" role="group" aria-label={title} tabIndex={0}>
        <Table striped verticalSpacing="xs" miw={420} aria-label={title}>
          <Table.Thead>
            <Table.Tr>
              {report.columns.map((column) => (
                <Head key={column.name} column={column} order={order} onOrder={setOrder} />
              ))}
            </Table.Tr>
          </Table.Thead>
          <Rows report={report} rows={rows} cell={cell} />
        </Table>
      </Box>
      {report.isCut && <Text size="sm">{t('cut')}</Text>}
      {pages > 1 && (
        <Group justify="center" component="nav" aria-label={t('rows', { title })}>
          <Pagination total={pages} value={shown} onChange={setPage} size="sm" />
        </Group>
      )}
    </>
  );
}

interface HeadProps {
  column: ReportColumn;
  order: Order | undefined;
  onOrder: (order: Order) => void;
}

/** Figures begin with the greatest, words with the first. */
function Head({ column, order, onOrder }: HeadProps) {
  const t = useTexts(reportTexts);
  const [language] = useLanguage();
  const isOrdered = order?.column === column.name;
  const isDescending = isOrdered ? order.isDescending : isDimension(column);
  const title = column.title[language];
  const Arrow = isDescending ? IconArrowDown : IconArrowUp;
  return (
    <Table.Th
      ta={isDimension(column) ? 'left' : 'right'}
      aria-sort={isOrdered ? (isDescending ? 'descending' : 'ascending') : 'none'}
    >
      <UnstyledButton
        fz="sm"
        fw={600}
        aria-label={t('sortBy', { column: title })}
        onClick={() => onOrder({ column: column.name, isDescending: !isDescending })}
      >
        {title} {isOrdered && <Arrow size={12} aria-hidden />}
      </UnstyledButton>
    </Table.Th>
  );
}

interface RowsProps {
  report: Report;
  rows: ReportCell[][];
  cell: ReportTableProps['cell'];
}

function Rows({ report, rows, cell }: RowsProps) {
  const format = useFormat();
  const comparedOf = findCompared(report);
  return (
    <Table.Tbody>
      {rows.map((row) => (
        <Table.Tr key={JSON.stringify(row)}>
          {report.columns.map((column, place) => {
            const value = row[place] ?? null;
            const before = comparedOf(row)?.[place] ?? null;
            return (
              <Table.Td key={column.name} ta={isDimension(column) ? 'left' : 'right'} data-column={column.name}>
                {cell?.(column, value, row) ?? format(value, column.unit)}
                {!isDimension(column) && <Change now={value} before={before} />}
              </Table.Td>
            );
          })}
        </Table.Tr>
      ))}
    </Table.Tbody>
  );
}

function Change({ now, before }: { now: ReportCell; before: ReportCell }) {
  const [language] = useLanguage();
  const change = formatChange(now, before, language);
  if (change === undefined) return null;
  return (
    <Text size="xs" c="dimmed" component="span" ml={6}>
      {change}
    </Text>
  );
}
