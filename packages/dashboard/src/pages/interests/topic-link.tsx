import { Anchor } from '@mantine/core';
import { Link, useSearchParams } from 'react-router';

/** To what stands behind a topic, in the period that was picked; `topic` empty: to all of them. */
export function TopicLink({ topic, children }: { topic: string; children: string }) {
  const [search] = useSearchParams();
  const next = new URLSearchParams(search);
  if (topic === '') next.delete('topic');
  else next.set('topic', topic);
  return (
    <Anchor component={Link} to={{ search: next.toString() }} size="sm">
      {children}
    </Anchor>
  );
}
