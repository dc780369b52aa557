import { Anchor, Badge, Group, Paper, Table, Text, Title } from '@mantine/core';
import type { OfferNow, OfferState } from '@sillage/protocol';
import { Link } from 'react-router';
import { useFormat } from '../../format/use-format.js';
import { useLanguage, useTexts } from '../../i18n.js';
import { Definition } from '../../report/definition.js';
import { offerTexts } from '../../texts/offers.js';
import { surveysPath, useLinks } from '../links.js';
import { ScrollTable } from '../scroll-table.js';
import { useSegments } from '../segments/api.js';

const colors: Record<OfferState, string> = {
  running: 'green',
  scheduled: 'blue',
  out_of_stock: 'orange',
  paused: 'gray',
  draft: 'gray',
  ended: 'gray',
};

export function StateBadge({ state }: { state: OfferState }) {
  const t = useTexts(offerTexts);
  return (
    <Badge variant="outline" color={colors[state]} data-state={state}>
      {t(state)}
    </Badge>
  );
}

/** The offers and surveys of a slot in the order in which they are tried. */
export function OfferTable({ slot, name, offers }: { slot: string; name: string; offers: readonly OfferNow[] }) {
  const t = useTexts(offerTexts);
  const numbers = ['exposures', 'clicks', 'capped', 'cooling'] as const;
  return (
    <Paper withBorder p="md" component="section" aria-label={name} data-slot={slot}>
      <Group gap={4} mb="xs">
        <Title order={2} size="h4">
          {name}
        </Title>
        <Definition title={t('now')} text={t('nowMeaning')} />
      </Group>
      <ScrollTable title={name}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('name')}</Table.Th>
            <Table.Th>{t('states')}</Table.Th>
            <Table.Th>{t('segment')}</Table.Th>
            {numbers.map((one) => (
              <Table.Th key={one} ta="right">
                {t(one)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {offers.map((offer) => (
            <Row key={offer.offerId} offer={offer} />
          ))}
        </Table.Tbody>
      </ScrollTable>
    </Paper>
  );
}

function Row({ offer }: { offer: OfferNow }) {
  const t = useTexts(offerTexts);
  const [language] = useLanguage();
  const format = useFormat();
  const toLink = useLinks();
  const segments = useSegments().data;
  const { offerId, surveyId, name, state, segment, missing, figures } = offer;
  const path = surveyId === undefined ? `offers/${offerId}` : `satisfaction/${surveysPath}/${surveyId}`;
  const nameOf = segments?.find(({ id }) => id === segment)?.names[language];
  return (
    <Table.Tr data-offer={offerId}>
      <Table.Td>
        <Anchor component={Link} to={toLink(path)}>
          {name}
        </Anchor>
        {surveyId !== undefined && <Text size="xs">{t('survey')}</Text>}
        {missing.length > 0 && <Text size="xs">{t('missing', { products: missing.join(', ') })}</Text>}
      </Table.Td>
      <Table.Td>
        <StateBadge state={state} />
      </Table.Td>
      <Table.Td>{segment === undefined ? t('everybody') : (nameOf ?? segment)}</Table.Td>
      {[figures.exposures, figures.clicks, figures.capped, figures.cooling].map((count, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: four columns that never change
        <Table.Td key={place} ta="right">
          {format(count, 'count')}
        </Table.Td>
      ))}
    </Table.Tr>
  );
}
