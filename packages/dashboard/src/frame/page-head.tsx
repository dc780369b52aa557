import { Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { AskBar, type Asked } from './ask-bar.js';

export interface PageHeadProps {
  title: string;
  /** What the page is for, in a sentence. */
  lead?: string;
  /** Beside the title. */
  actions?: ReactNode;
  /** What all of the page is asked for; default period, comparison, filters and currency. */
  asks?: Asked | 'nothing';
}

/** The head of every page. */
export function PageHead({ title, lead, actions, asks = 'all' }: PageHeadProps) {
  return (
    <Stack gap="sm" mb="md">
      <Group justify="space-between">
        <div>
          <Title order={1} size="h2">
            {title}
          </Title>
          {lead && <Text c="dimmed">{lead}</Text>}
        </div>
        {actions}
      </Group>
      {asks !== 'nothing' && <AskBar asked={asks} />}
    </Stack>
  );
}
