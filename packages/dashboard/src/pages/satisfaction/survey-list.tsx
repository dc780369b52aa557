import { Alert, Anchor, Badge, Button, Paper, Skeleton, Table, Text } from '@mantine/core';
import type { Survey } from '@sillage/protocol';
import { IconPlus } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useFailureText } from '../../api/failure.js';
import { useMay } from '../../api/session.js';
import { useTexts } from '../../i18n.js';
import { satisfactionTexts } from '../../texts/satisfaction.js';
import { newId, surveysPath, useLinks } from '../links.js';
import { useSlots } from '../offers/api.js';
import { ScrollTable } from '../scroll-table.js';
import { useSurveys } from './api.js';
import { SatisfactionHead } from './satisfaction-head.js';

/** All surveys of the site. */
export function SurveyList() {
  const t = useTexts(satisfactionTexts);
  const say = useFailureText();
  const toLink = useLinks();
  const mayWrite = useMay('definitions:write');
  const { data: surveys, error, isPending } = useSurveys();
  const make = (
    <Button
      component={Link}
      to={toLink(`satisfaction/${surveysPath}/${newId}`)}
      leftSection={<IconPlus size={16} aria-hidden />}
    >
      {t('new')}
    </Button>
  );
  return (
    <>
      <SatisfactionHead tab={surveysPath} actions={mayWrite && make} />
      {isPending && <Skeleton height={160} />}
      {error && <Alert color="red">{say(error)}</Alert>}
      {surveys?.length === 0 && <Text>{t('empty')}</Text>}
      {surveys && surveys.length > 0 && <List surveys={surveys} />}
    </>
  );
}

function List({ surveys }: { surveys: readonly Survey[] }) {
  const t = useTexts(satisfactionTexts);
  return (
    <Paper withBorder p="md">
      <ScrollTable title={t('surveys')}>
        <Table.Thead>
          <Table.Tr>
            {(['name', 'kind', 'state', 'slot', 'results'] as const).map((head) => (
              <Table.Th key={head}>{t(head)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {surveys.map((survey) => (
            <Row key={survey.id} survey={survey} />
          ))}
        </Table.Tbody>
      </ScrollTable>
    </Paper>
  );
}

function Row({ survey: { id, name, kind, status, slot } }: { survey: Survey }) {
  const t = useTexts(satisfactionTexts);
  const toLink = useLinks();
  const slots = useSlots().data;
  return (
    <Table.Tr data-survey={id}>
      <Table.Td>
        <Anchor component={Link} to={toLink(`satisfaction/${surveysPath}/${id}`)}>
          {name}
        </Anchor>
      </Table.Td>
      <Table.Td>{t(kind)}</Table.Td>
      <Table.Td>
        <Badge variant="default">{t(status)}</Badge>
      </Table.Td>
      <Table.Td>{slots?.find((one) => one.id === slot)?.name ?? slot}</Table.Td>
      <Table.Td>
        <Anchor component={Link} to={toLink('satisfaction', { survey: id })} aria-label={t('resultsOf', { name })}>
          {t('results')}
        </Anchor>
      </Table.Td>
    </Table.Tr>
  );
}
