import { Alert, Button, Code, Group, Skeleton, Stack, Text } from '@mantine/core';
import type { RejectedEvent } from '@sillage/protocol';
import { useState } from 'react';
import { useFailureText } from '../../api/failure.js';
import { useMay } from '../../api/session.js';
import { useFormat } from '../../format/use-format.js';
import { Dialog } from '../../frame/dialog.js';
import { useTexts } from '../../i18n.js';
import { healthTexts } from '../../texts/health.js';
import { useRejected, useReplay } from './api.js';
import { isReplayable, readReason } from './reasons.js';

export interface ExamplesProps {
  reason: string;
  onClose: () => void;
}

/** The last that were refused for one reason, and a button that sends all of the period again. */
export function Examples({ reason, onClose }: ExamplesProps) {
  const t = useTexts(healthTexts);
  const say = useFailureText();
  const mayReplay = useMay('rejected:replay');
  const query = useRejected(reason);
  const known = readReason(reason);
  return (
    <Dialog onClose={onClose} size="lg" title={known === undefined ? reason : t(known)}>
      <Stack>
        {isReplayable(reason) ? mayReplay && <Replay reason={reason} /> : <Text size="sm">{t('notReplayable')}</Text>}
        {query.isPending && <Skeleton height={80} role="img" aria-label={t('loading')} />}
        {query.error && (
          <Alert color="red" role="alert">
            {say(query.error)}
          </Alert>
        )}
        {query.data?.rejected.length === 0 && <Text c="dimmed">{t('noExamples')}</Text>}
        {query.data?.rejected.map((event) => (
          <Example key={`${event.receivedAt} ${event.eventId} ${event.detail}`} event={event} />
        ))}
      </Stack>
    </Dialog>
  );
}

/** What browsers and servers sent, as text. */
function Example({ event: { receivedAt, channel, sdk, detail, body, events } }: { event: RejectedEvent }) {
  const t = useTexts(healthTexts);
  const format = useFormat();
  return (
    <div>
      <Text size="sm">
        <b>{format(receivedAt, 'time')}</b> {[channel, sdk].filter(Boolean).join(' · ')}
      </Text>
      {detail && <Text size="sm">{detail}</Text>}
      {body ? (
        <Code block tabIndex={0} aria-label={t('body')} role="group">
          {body}
        </Code>
      ) : (
        <Text size="sm" c="dimmed">
          {t('notKept', { count: events })}
        </Text>
      )}
    </div>
  );
}

function Replay({ reason }: { reason: string }) {
  const t = useTexts(healthTexts);
  const say = useFailureText();
  const { mutate, data, error, isPending } = useReplay();
  const [cursor, setCursor] = useState<string>();
  const replay = () =>
    mutate({ reason, ...(cursor !== undefined && { cursor }) }, { onSuccess: (told) => setCursor(told.nextCursor) });
  return (
    <Stack gap="xs">
      <Text size="sm">{t('replayMeaning')}</Text>
      <Group>
        <Button loading={isPending} onClick={replay}>
          {t('replay')}
        </Button>
      </Group>
      {error && (
        <Alert color="red" role="alert">
          {say(error)}
        </Alert>
      )}
      {data && (
        <Alert color="blue" role="status">
          {t('replayed', {
            count: data.sent,
            accepted: data.accepted,
            duplicates: data.duplicates,
            rejected: Object.values(data.rejected).reduce((sum, events) => sum + events, 0),
          })}
          {data.unreadable > 0 && ` ${t('unreadable', { count: data.unreadable })}`}
          {data.isCut && ` ${t('isCut')}`}
        </Alert>
      )}
    </Stack>
  );
}
