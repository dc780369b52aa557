import { Alert, List, Stack, Text } from '@mantine/core';
import type { SubjectErasure } from '@sillage/protocol';
import { useTexts } from '../../i18n.js';
import { visitorTexts } from '../../texts/visitor.js';

/** What came of an erasure, and what stays. */
export function Erased({ erasure: { visitors, sharedVisitors, kept } }: { erasure: SubjectErasure }) {
  const t = useTexts(visitorTexts);
  const staying = kept.filter(({ count }) => count > 0);
  return (
    <Alert color="teal" role="status" title={t('erased')}>
      <Stack gap="xs">
        <Text size="sm">{t('erasedVisitors', { count: visitors })}</Text>
        {sharedVisitors > 0 && <Text size="sm">{t('sharedVisitors', { count: sharedVisitors })}</Text>}
        {staying.length > 0 && (
          <List size="sm">
            {staying.map(({ what, count }) => (
              <List.Item key={what}>{t(`kept_${what}`, { count })}</List.Item>
            ))}
          </List>
        )}
      </Stack>
    </Alert>
  );
}
