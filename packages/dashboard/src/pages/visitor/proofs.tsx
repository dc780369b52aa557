import { Table, Text } from '@mantine/core';
import type { Choices, MeConsent, Purpose } from '@sillage/protocol';
import { useFormat } from '../../format/use-format.js';
import { useNamed } from '../../format/use-named.js';
import { useTexts } from '../../i18n.js';
import { visitorTexts } from '../../texts/visitor.js';
import { PlainTable } from '../plain-table.js';
import { Card } from './card.js';

const purposes: readonly Purpose[] = ['measurement', 'personalisation'];

/** What was chosen when, and where it is written. */
export function Proofs({ consents }: { consents: readonly MeConsent[] }) {
  const t = useTexts(visitorTexts);
  const format = useFormat();
  const heads = [t('decidedAt'), t('choices'), t('source'), t('policy'), t('expiresAt'), t('proof')];
  return (
    <Card title={t('proofs')}>
      {consents.length === 0 && <Text c="dimmed">{t('noProofs')}</Text>}
      {consents.length > 0 && (
        <PlainTable title={t('proofs')} heads={heads}>
          {consents.map(({ proofId, choices, decidedAt, expiresAt, policyVersion, source }) => (
            <Table.Tr key={proofId}>
              <Table.Td>{format(decidedAt, 'time')}</Table.Td>
              <Table.Td>
                <Told choices={choices} />
              </Table.Td>
              <Table.Td>{source}</Table.Td>
              <Table.Td>{policyVersion}</Table.Td>
              <Table.Td>{format(expiresAt, 'time')}</Table.Td>
              <Table.Td>{proofId}</Table.Td>
            </Table.Tr>
          ))}
        </PlainTable>
      )}
    </Card>
  );
}

function Told({ choices }: { choices: Choices }) {
  const t = useTexts(visitorTexts);
  const named = useNamed();
  const told = purposes.flatMap((purpose) => {
    const choice = choices[purpose];
    return choice === undefined ? [] : [named(t(purpose), t(choice))];
  });
  return <>{told.join(', ')}</>;
}
