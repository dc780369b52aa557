import { Table } from '@mantine/core';
import type { ReactNode } from 'react';

export interface PlainTableProps {
  /** Says of what the table is. */
  title: string;
  heads: readonly string[];
  /** Rows of `Table.Tr`. */
  children: ReactNode;
}

/** On a phone it scrolls within itself, by the keyboard too. */
export function PlainTable({ title, heads, children }: PlainTableProps) {
  return (
    <Table.ScrollContainer
      minWidth={640}
      scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': title, role: 'group' } }}
    >
      <Table striped verticalSpacing="xs" aria-label={title}>
        <Table.Thead>
          <Table.Tr>
            {heads.map((head) => (
              <Table.Th key={head}>{head}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{children}</Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
