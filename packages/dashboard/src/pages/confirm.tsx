import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Dialog } from '../frame/dialog.js';
import { useTexts } from '../i18n.js';
import { savingTexts } from '../texts/saving.js';

export interface ConfirmProps {
  title: string;
  text: string;
  /** What the button says. */
  verb: string;
  /** Why it was not done. */
  failure?: ReactNode;
  isPending: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks once more before something is gone. */
export function Confirm({ title, text, verb, failure, isPending, onConfirm, onClose }: ConfirmProps) {
  const t = useTexts(savingTexts);
  return (
    <Dialog onClose={onClose} title={title}>
      <Stack>
        <Text>{text}</Text>
        {failure && (
          <Alert color="red" role="alert">
            {failure}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button color="red" loading={isPending} onClick={onConfirm}>
            {verb}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
