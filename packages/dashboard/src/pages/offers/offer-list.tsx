import { Alert, Badge, Button, Paper, Select, SimpleGrid, Skeleton, Stack, Text } from '@mantine/core';
import { type OfferNow, type OfferState, type OffersNow, offerStates } from '@sillage/protocol';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { useFailureText } from '../../api/failure.js';
import { useMay } from '../../api/session.js';
import { useFormat } from '../../format/use-format.js';
import { useTexts } from '../../i18n.js';
import { Definition } from '../../report/definition.js';
import { offerTexts } from '../../texts/offers.js';
import { newId, useLinks } from '../links.js';
import { useOffersNow } from './api.js';
import { OfferTable } from './offer-table.js';
import { StudioHead } from './studio-head.js';

/** What is shown to whom now, by slot. */
export function OfferList() {
  const t = useTexts(offerTexts);
  const say = useFailureText();
  const toLink = useLinks();
  const mayWrite = useMay('definitions:write');
  const now = useOffersNow();
  const make = (
    <Button component={Link} to={toLink(`offers/${newId}`)} leftSection={<IconPlus size={16} aria-hidden />}>
      {t('new')}
    </Button>
  );
  return (
    <>
      <StudioHead actions={mayWrite && make} />
      {now.isPending && <Skeleton height={240} />}
      {now.error && <Alert color="red">{say(now.error)}</Alert>}
      {now.data && <Shown now={now.data} />}
    </>
  );
}

function Shown({ now }: { now: OffersNow }) {
  const t = useTexts(offerTexts);
  const [state, setState] = useState<OfferState | null>(null);
  const isMeant = (offer: OfferNow) => state === null || offer.state === state;
  const slots = now.slots.map((slot) => ({ ...slot, offers: slot.offers.filter(isMeant) }));
  const hasNone = slots.every(({ offers }) => offers.length === 0);
  return (
    <Stack>
      <Contacts now={now} />
      <Select
        label={t('states')}
        w={220}
        clearable
        placeholder={t('all')}
        data={offerStates.map((one) => ({ value: one, label: t(one) }))}
        value={state}
        onChange={(chosen) => setState(chosen as OfferState | null)}
      />
      {hasNone && <Text role="status">{t('empty')}</Text>}
      {slots.map(
        ({ slot, name, offers }) =>
          offers.length > 0 && <OfferTable key={slot} name={name} slot={slot} offers={offers} />,
      )}
    </Stack>
  );
}

/** Who is shown no offer at all, and why. */
function Contacts({ now }: { now: OffersNow }) {
  const t = useTexts(offerTexts);
  const { persons, contactPressure } = now;
  const limit = contactPressure
    ? t('pressure', { contacts: contactPressure.contacts, days: contactPressure.days })
    : t('noPressure');
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }}>
      <Count title={t('suppressed')} meaning={t('suppressedMeaning')} count={persons.suppressed} of={persons.of} />
      <Count title={t('pressed')} meaning={t('pressedMeaning')} count={persons.pressed} of={persons.of} more={limit} />
    </SimpleGrid>
  );
}

function Count({
  title,
  meaning,
  count,
  of,
  more,
}: {
  title: string;
  meaning: string;
  count: number;
  of: number;
  more?: string;
}) {
  const t = useTexts(offerTexts);
  const format = useFormat();
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Text size="sm" c="dimmed">
        {title} <Definition title={title} text={meaning} />
      </Text>
      <Text fz={26} fw={600}>
        {format(count, 'count')}{' '}
        <Text component="span" size="sm" c="dimmed">
          {t('ofPersons', { of: format(of, 'count') })}
        </Text>
      </Text>
      {more && <Badge variant="default">{more}</Badge>}
    </Paper>
  );
}
