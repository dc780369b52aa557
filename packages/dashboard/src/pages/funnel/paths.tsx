import { Button, Group, NativeSelect, Paper, SimpleGrid, Stack, TextInput, Title } from '@mantine/core';
import type { ReportCell, ReportColumn } from '@sillage/protocol';
import { useId, useState } from 'react';
import { useTexts } from '../../i18n.js';
import { ReportView } from '../../report/report-view.js';
import { funnelTexts } from '../../texts/funnel.js';

type Kind = 'path' | 'topic';

/** What comes before and after a page or topic; the shop's front page at first. */
export function Paths() {
  const [parameters, setParameters] = useState({ path: '/', topic: '' });
  return (
    <Stack>
      <PathForm onShow={(kind, value) => setParameters({ path: '', topic: '', [kind]: value })} />
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        <Steps name="path-before" parameters={parameters} />
        <Steps name="path-next" parameters={parameters} />
      </SimpleGrid>
    </Stack>
  );
}

function PathForm({ onShow }: { onShow: (kind: Kind, value: string) => void }) {
  const t = useTexts(funnelTexts);
  const id = useId();
  const [kind, setKind] = useState<Kind>('path');
  const [value, setValue] = useState('/');
  return (
    <Paper withBorder p="md" component="section" aria-labelledby={id}>
      <Title order={2} size="h4" id={id}>
        {t('about')}
      </Title>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onShow(kind, value.trim());
        }}
      >
        <Group align="flex-end">
          <NativeSelect
            label={t('kind')}
            value={kind}
            data={(['path', 'topic'] as const).map((one) => ({ value: one, label: t(one) }))}
            onChange={({ currentTarget }) => setKind(currentTarget.value === 'topic' ? 'topic' : 'path')}
          />
          <TextInput
            label={t('value')}
            value={value}
            required
            maxLength={256}
            onChange={({ currentTarget }) => setValue(currentTarget.value)}
          />
          <Button type="submit">{t('show')}</Button>
        </Group>
      </form>
    </Paper>
  );
}

function Steps({ name, parameters }: { name: string; parameters: { path: string; topic: string } }) {
  const t = useTexts(funnelTexts);
  const cell = (column: ReportColumn, value: ReportCell) => {
    if (column.name === 'key') return value ?? t('none');
    if (column.name !== 'kind') return undefined;
    return value === 'none' ? '–' : t(value === 'topic' ? 'topic' : 'path');
  };
  return <ReportView name={name} parameters={parameters} compare="none" pageSize={10} cell={cell} />;
}
