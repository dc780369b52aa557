import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { ScrollTable } from './scroll-table.js';

export interface PlainTableProps {
  /** Says of what the table is. */
  title: string;
  heads: readonly string[];
  /** Rows of `Table.Tr`. */
  children: ReactNode;
}

/** A table of words. */
export function PlainTable({ title, heads, children }: PlainTableProps) {
  return (
    <ScrollTable title={title} minWidth={640} striped>
      <Table.Thead>
        <Table.Tr>
          {heads.map((head) => (
            <Table.Th key={head}>{head}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>{children}</Table.Tbody>
    </ScrollTable>
  );
}
