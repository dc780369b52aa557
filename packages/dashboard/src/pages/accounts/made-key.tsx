import { Button, CopyButton, Group, Stack, Text, TextInput } from '@mantine/core';
import type { NewApiKey } from '@sillage/protocol';
import { Dialog } from '../../frame/dialog.js';
import { useTexts } from '../../i18n.js';
import { accountsTexts } from '../../texts/accounts.js';

/** The only time that the key is shown; it goes with the window. */
export function MadeKey({ made, onClose }: { made: NewApiKey; onClose: () => void }) {
  const t = useTexts(accountsTexts);
  return (
    <Dialog onClose={onClose} closeOnClickOutside={false} title={t('keyMade', { name: made.name })}>
      <Stack>
        <Text>{t('keyOnce')}</Text>
        <TextInput
          label={t('key')}
          value={made.key}
          readOnly
          data-autofocus
          onFocus={({ currentTarget }) => currentTarget.select()}
        />
        <Group justify="flex-end">
          <CopyButton value={made.key}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                <span aria-live="polite">{t(copied ? 'copied' : 'copy')}</span>
              </Button>
            )}
          </CopyButton>
          <Button onClick={onClose}>{t('done')}</Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
