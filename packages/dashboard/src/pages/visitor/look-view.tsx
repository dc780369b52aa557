import { Alert, Badge, Group, Skeleton, Stack, Text } from '@mantine/core';
import type { SubjectErasure, VisitorLook } from '@sillage/protocol';
import { useFormat } from '../../format/use-format.js';
import { useTexts } from '../../i18n.js';
import { visitorTexts } from '../../texts/visitor.js';
import { type Subject, useLook, useLookFailure } from './api.js';
import { Card } from './card.js';
import { Profile } from './profile.js';
import { Proofs } from './proofs.js';
import { Rights } from './rights.js';
import { Sessions } from './sessions.js';

export interface LookViewProps {
  subject: Subject;
  onErased: (erasure: SubjectErasure) => void;
}

/** All that may be shown of somebody. */
export function LookView({ subject, onErased }: LookViewProps) {
  const t = useTexts(visitorTexts);
  const say = useLookFailure();
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useLook(subject);
  const [look] = data?.pages ?? [];
  if (look === undefined && error === null) {
    return (
      <div aria-busy="true">
        <Skeleton height={160} role="img" aria-label={t('loading')} />
      </div>
    );
  }
  return (
    <Stack>
      {error && (
        <Alert color="red" role="alert">
          {say(error)}
        </Alert>
      )}
      {look && (
        <>
          <Who look={look} />
          {look.shown === 'all' && <Profile look={look} />}
          {look.shown === 'all' && (
            <Sessions
              sessions={(data?.pages ?? []).flatMap(({ history }) => history.sessions)}
              isLoading={isFetchingNextPage}
              {...(hasNextPage && { onMore: () => void fetchNextPage() })}
            />
          )}
          <Proofs consents={look.consents} />
          <Rights subject={subject} onErased={onErased} />
        </>
      )}
    </Stack>
  );
}

/** Who it is, what they chose, and how often they came. */
function Who({ look }: { look: VisitorLook }) {
  const t = useTexts(visitorTexts);
  const format = useFormat();
  const { who, standing, shown, history } = look;
  const granted = standing.granted.map((purpose) => t(purpose)).join(', ');
  return (
    <Card title={t('who')}>
      <Group gap="xs">
        <Badge variant="default" data-state={standing.state}>
          {t(`state_${standing.state}`)}
        </Badge>
        {granted && <Text size="sm">{granted}</Text>}
      </Group>
      <Text>{who.customerId === undefined ? t('anonymous') : t('customer', { id: who.customerId })}</Text>
      {who.mergedIds.length > 0 && <Text size="sm">{t('merged', { ids: who.mergedIds.join(', ') })}</Text>}
      <Text size="sm">{t('browsers', { count: who.visitors.length })}</Text>
      {standing.consentUntil && <Text size="sm">{t('until', { time: format(standing.consentUntil, 'time') })}</Text>}
      {standing.pausedAt && <Text size="sm">{t('pausedAt', { time: format(standing.pausedAt, 'time') })}</Text>}
      {standing.withdrawnAt && (
        <Text size="sm">{t('withdrawnAt', { time: format(standing.withdrawnAt, 'time') })}</Text>
      )}
      {shown !== 'nothing' && <Text data-visits={history.visits}>{t('visits', { count: history.visits })}</Text>}
      {history.firstVisitAt && (
        <Text size="sm">
          {t('between', {
            first: format(history.firstVisitAt, 'time'),
            last: format(history.lastVisitAt ?? history.firstVisitAt, 'time'),
          })}
        </Text>
      )}
      {shown !== 'all' && <Alert color="blue">{t(`shown_${shown}`)}</Alert>}
    </Card>
  );
}
