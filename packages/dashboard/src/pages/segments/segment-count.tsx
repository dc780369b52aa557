import { Paper, Stack, Text } from '@mantine/core';
import { useDebouncedValue, useInterval } from '@mantine/hooks';
import type { SegmentCount as Count, SegmentTree } from '@sillage/protocol';
import { describeSegment } from '@sillage/protocol/describe-segment';
import { useState } from 'react';
import { useFailureText } from '../../api/failure.js';
import { useFormat } from '../../format/use-format.js';
import { useLanguage, useTexts } from '../../i18n.js';
import { segmentTexts } from '../../texts/segments.js';
import { useCount } from './api.js';

/** After the last change. */
const countAfterMs = 600;

export interface SegmentCountProps {
  /** Absent: there is no condition. */
  tree: SegmentTree | undefined;
  /** A condition lacks what it is about. */
  isUnfinished: boolean;
}

/** What the tree says, and how many meet it now. */
export function SegmentCount({ tree, isUnfinished }: SegmentCountProps) {
  const t = useTexts(segmentTexts);
  const say = useFailureText();
  const [language] = useLanguage();
  const [asked] = useDebouncedValue(isUnfinished ? undefined : tree, countAfterMs);
  const { data, error, isFetching } = useCount(asked);
  const isCounting = isFetching || asked !== tree;
  if (tree === undefined) return <Text c="dimmed">{t('noConditions')}</Text>;
  return (
    <Paper withBorder p="md" component="section" aria-label={t('meaning')}>
      <Stack gap="xs">
        <Text data-sentence>{describeSegment(tree, language)}</Text>
        <div role="status">
          {isUnfinished && <Text>{t('unfinished')}</Text>}
          {!isUnfinished && data && !error && <Told count={data} isCounting={isCounting} />}
          {!isUnfinished && isCounting && <Text size="sm">{t('counting')}</Text>}
        </div>
        {error && !isCounting && <Text c="red">{say(error)}</Text>}
        <Text size="xs" c="dimmed">
          {t('purpose')}
        </Text>
      </Stack>
    </Paper>
  );
}

function Told({ count, isCounting }: { count: Count; isCounting: boolean }) {
  const t = useTexts(segmentTexts);
  const format = useFormat();
  const { persons, of, at } = count;
  const told = {
    count: persons,
    persons: format(persons, 'count'),
    of: format(of, 'count'),
    share: format(of === 0 ? 0 : persons / of, 'share'),
  };
  return (
    <Text fz={22} fw={600} opacity={isCounting ? 0.5 : 1} data-count={isCounting ? undefined : persons}>
      {t('count', told)}
      <Text component="span" size="sm" c="dimmed" ml="xs" aria-live="off">
        <Age at={at} />
      </Text>
    </Text>
  );
}

/** How long ago, told anew every ten seconds. */
function Age({ at }: { at: number }) {
  const t = useTexts(segmentTexts);
  const [language] = useLanguage();
  const [now, setNow] = useState(() => Date.now());
  useInterval(() => setNow(Date.now()), 10_000, { autoInvoke: true });
  const seconds = Math.max(0, Math.round((now - at) / 1000));
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  return t('age', {
    age: seconds < 60 ? format.format(-seconds, 'second') : format.format(-Math.floor(seconds / 60), 'minute'),
  });
}
