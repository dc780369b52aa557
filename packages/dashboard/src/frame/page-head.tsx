import { Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { AskBar } from './ask-bar.js';

export interface PageHeadProps {
  title: string;
  /** What the page is for, in a sentence. */
  lead?: string;
  /** Beside the title. */
  actions?: ReactNode;
  /** Period, comparison and filters; default true. */
  hasAsk?: boolean;
}

/** The head of every page. */
export function PageHead({ title, lead, actions, hasAsk = true }: PageHeadProps) {
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
      {hasAsk && <AskBar />}
    </Stack>
  );
}
