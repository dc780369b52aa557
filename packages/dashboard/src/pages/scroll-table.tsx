import { Table } from '@mantine/core';
import type { ReactNode } from 'react';

export interface ScrollTableProps {
  /** Says of what the table is. */
  title: string;
  /** Pixels below which it scrolls; default 560. */
  minWidth?: number;
  striped?: boolean;
  /** `Table.Thead` and `Table.Tbody`. */
  children: ReactNode;
}

/** On a phone it scrolls within itself, by the keyboard too. */
export function ScrollTable({ title, minWidth = 560, striped = false, children }: ScrollTableProps) {
  return (
    <Table.ScrollContainer
      minWidth={minWidth}
      scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': title, role: 'group' } }}
    >
      <Table striped={striped} verticalSpacing="xs" aria-label={title}>
        {children}
      </Table>
    </Table.ScrollContainer>
  );
}
