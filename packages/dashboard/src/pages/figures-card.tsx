import { Alert, Group, Paper, Skeleton, Stack, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { useFailureText } from '../api/failure.js';
import { Definition, type DefinitionProps } from '../report/definition.js';

export interface FiguresCardProps extends Omit<DefinitionProps, 'title'> {
  title: string;
  /** Of what is asked for. */
  query: { isPending: boolean; error: Error | null };
  controls?: ReactNode;
  children: ReactNode;
}

/** Figures that are no report by name: title, definition, and what is said while they are on their way. */
export function FiguresCard({ title, query, controls, children, ...definition }: FiguresCardProps) {
  const say = useFailureText();
  const id = useId();
  return (
    <Paper withBorder p="md" component="section" aria-labelledby={id}>
      <Stack gap="sm">
        <Group justify="space-between" gap="xs">
          <Group gap={4}>
            <Title order={2} size="h4" id={id}>
              {title}
            </Title>
            <Definition title={title} {...definition} />
          </Group>
          {controls}
        </Group>
        {query.isPending && <Skeleton height={120} />}
        {query.error && (
          <Alert color="red" role="alert">
            {say(query.error)}
          </Alert>
        )}
        {children}
      </Stack>
    </Paper>
  );
}
