import { Group, List, Progress, SimpleGrid, Stack, Table, Text } from '@mantine/core';
import type { MeInterest, MeOffer, MeSegment, VisitorLook } from '@sillage/protocol';
import { useFormat } from '../../format/use-format.js';
import { useTexts } from '../../i18n.js';
import { visitorTexts } from '../../texts/visitor.js';
import { PlainTable } from '../plain-table.js';
import { Card } from './card.js';

/** What is made of what they did; in the words that they read on their own page. */
export function Profile({ look }: { look: VisitorLook }) {
  const t = useTexts(visitorTexts);
  return (
    <>
      <Text size="sm" c="dimmed">
        {t('sameWords')}
      </Text>
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        <Interests look={look} />
        <Stack>
          <Card title={t('facts')}>
            <Sentences texts={look.facts} empty={t('noFacts')} />
          </Card>
          <Card title={t('segments')}>
            <Segments segments={look.segments} />
          </Card>
        </Stack>
      </SimpleGrid>
      <Card title={t('offers')}>
        <Offers offers={look.offers} />
      </Card>
    </>
  );
}

function Sentences({ texts, empty }: { texts: readonly string[]; empty: string }) {
  if (texts.length === 0) return <Text c="dimmed">{empty}</Text>;
  return (
    <List size="sm">
      {texts.map((text) => (
        <List.Item key={text}>{text}</List.Item>
      ))}
    </List>
  );
}

function Interests({ look: { interests, hiddenInterests } }: { look: VisitorLook }) {
  const t = useTexts(visitorTexts);
  const hidden = hiddenInterests.map(({ name }) => name).join(', ');
  return (
    <Card title={t('interests')}>
      {interests.length === 0 && <Text c="dimmed">{t('noInterests')}</Text>}
      {interests.map((interest) => (
        <Interest key={`${interest.kind} ${interest.key}`} interest={interest} />
      ))}
      {hidden && <Text size="sm">{t('hidden', { names: hidden })}</Text>}
    </Card>
  );
}

function Interest({ interest: { kind, name, share, reasons } }: { interest: MeInterest }) {
  const t = useTexts(visitorTexts);
  const format = useFormat();
  return (
    <div>
      <Group justify="space-between" gap="xs">
        <Text fw={600}>
          {name}{' '}
          <Text span size="xs" c="dimmed">
            {t(kind)}
          </Text>
        </Text>
        <Text size="sm">{format(share, 'share')}</Text>
      </Group>
      <Progress value={share * 100} size="sm" aria-label={name} />
      <List size="sm" mt={4}>
        {reasons.map((reason) => (
          <List.Item key={reason}>{reason}</List.Item>
        ))}
      </List>
    </div>
  );
}

function Segments({ segments }: { segments: readonly MeSegment[] }) {
  const t = useTexts(visitorTexts);
  if (segments.length === 0) return <Text c="dimmed">{t('noSegments')}</Text>;
  return (
    <List size="sm">
      {segments.map(({ id, name, sentence }) => (
        <List.Item key={id}>
          <b>{name}</b>
          {' – '}
          {sentence}
        </List.Item>
      ))}
    </List>
  );
}

/** How often each was shown, and what came of it. */
function Offers({ offers }: { offers: readonly MeOffer[] }) {
  const t = useTexts(visitorTexts);
  const format = useFormat();
  if (offers.length === 0) return <Text c="dimmed">{t('noOffers')}</Text>;
  const heads = [t('offer'), t('seen'), t('clicked'), t('dismissed'), t('withheld'), t('lastAt')];
  return (
    <PlainTable title={t('offers')} heads={heads}>
      {offers.map(({ offerId, name, shown, clicked, dismissed, withheld, lastAt }) => (
        <Table.Tr key={offerId}>
          <Table.Td>{name}</Table.Td>
          <Table.Td>{format(shown, 'count')}</Table.Td>
          <Table.Td>{format(clicked, 'count')}</Table.Td>
          <Table.Td>{format(dismissed, 'count')}</Table.Td>
          <Table.Td>{format(withheld, 'count')}</Table.Td>
          <Table.Td>{format(lastAt, 'time')}</Table.Td>
        </Table.Tr>
      ))}
    </PlainTable>
  );
}
