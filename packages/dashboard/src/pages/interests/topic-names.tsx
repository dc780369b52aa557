import { Alert, Autocomplete, Button, CloseButton, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { topicPattern } from '@sillage/protocol';
import { useId, useState } from 'react';
import { useFailureText } from '../../api/failure.js';
import { useReport } from '../../api/reports.js';
import { useMay } from '../../api/session.js';
import { useTexts } from '../../i18n.js';
import { columnOf } from '../../report/report-cells.js';
import { useAsk } from '../../state/ask.js';
import { interestsTexts } from '../../texts/interests.js';
import { type StandingNames, useTopicNames } from './use-topic-names.js';

/** What topics count as, and the form that changes it. */
export function TopicNames() {
  const t = useTexts(interestsTexts);
  const tellFailure = useFailureText();
  const { site } = useAsk();
  const id = useId();
  const { standing, save } = useTopicNames(site.id);
  const failure = standing.error ?? save.error;
  return (
    <Paper withBorder p="md" component="section" aria-labelledby={id}>
      <Stack gap="sm">
        <Title order={2} size="h4" id={id}>
          {t('names')}
        </Title>
        <Text size="sm">{t('namesLead')}</Text>
        <div role="status">{save.isSuccess && <Alert color="green">{t('saved')}</Alert>}</div>
        <div role="alert">{failure && <Alert color="red">{tellFailure(failure)}</Alert>}</div>
        {standing.data && (
          <NamesForm
            key={standing.data.version}
            standing={standing.data}
            isSaving={save.isPending}
            onSave={(names) => save.mutate(names)}
          />
        )}
      </Stack>
    </Paper>
  );
}

interface Entry {
  id: number;
  from: string;
  to: string;
}

interface NamesFormProps {
  standing: StandingNames;
  isSaving: boolean;
  onSave: (names: StandingNames) => void;
}

function NamesForm({ standing, isSaving, onSave }: NamesFormProps) {
  const t = useTexts(interestsTexts);
  const mayWrite = useMay('definitions:write');
  const known = useKnownTopics();
  const [entries, setEntries] = useState<readonly Entry[]>(() =>
    Object.entries(standing.topics).map(([from, to], id) => ({ id, from, to })),
  );
  const change = (id: number, part: Partial<Entry>) =>
    setEntries(entries.map((entry) => (entry.id === id ? { ...entry, ...part } : entry)));
  const isWrong = entries.some(({ from, to }) => !isTopic(from) || (to !== '' && !isTopic(to)));
  const topics = Object.fromEntries(entries.map(({ from, to }) => [from, to]));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSave({ version: standing.version, topics });
      }}
    >
      <Stack gap="xs">
        {entries.length === 0 && <Text c="dimmed">{t('none')}</Text>}
        {entries.map((entry) => (
          <Group key={entry.id} align="flex-end" gap="xs">
            <TopicField
              label={t('from')}
              value={entry.from}
              known={known}
              onChange={(from) => change(entry.id, { from })}
            />
            <TopicField
              label={t('to')}
              value={entry.to}
              known={known}
              mayBeEmpty
              onChange={(to) => change(entry.id, { to })}
            />
            <CloseButton
              aria-label={t('remove', { topic: entry.from })}
              disabled={!mayWrite}
              onClick={() => setEntries(entries.filter(({ id }) => id !== entry.id))}
            />
          </Group>
        ))}
        {mayWrite && (
          <Group>
            <Button
              variant="default"
              onClick={() => setEntries([...entries, { id: nextId(entries), from: '', to: '' }])}
            >
              {t('add')}
            </Button>
            <Button type="submit" loading={isSaving} disabled={isWrong}>
              {t('save')}
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}

interface TopicFieldProps {
  label: string;
  value: string;
  known: readonly string[];
  mayBeEmpty?: boolean;
  onChange: (value: string) => void;
}

function TopicField({ label, value, known, mayBeEmpty = false, onChange }: TopicFieldProps) {
  const t = useTexts(interestsTexts);
  const isWrong = value !== '' && !isTopic(value);
  return (
    <Autocomplete
      label={label}
      value={value}
      data={[...known]}
      limit={20}
      required={!mayBeEmpty}
      error={isWrong ? t('notTopic') : undefined}
      onChange={onChange}
    />
  );
}

const isTopic = (text: string) => topicPattern.test(text);
const nextId = (entries: readonly Entry[]) => Math.max(-1, ...entries.map(({ id }) => id)) + 1;

/** Those of the period, by the names that they have now. */
function useKnownTopics(): readonly string[] {
  const { report } = useReport('interests');
  return report ? columnOf(report, 'topic').map(String) : [];
}
