import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { notify } from '../../frame/notify.js';
import { useTexts } from '../../i18n.js';
import { accountsTexts } from '../../texts/accounts.js';
import { useAccountFailure, useRemove } from './api.js';

export interface ConfirmProps {
  kind: 'users' | 'keys';
  id: string;
  title: string;
  text: string;
  /** What the button says. */
  verb: string;
  onClose: () => void;
}

/** Asks once more before somebody or a key is gone. */
export function Confirm({ kind, id, title, text, verb, onClose }: ConfirmProps) {
  const t = useTexts(accountsTexts);
  const say = useAccountFailure();
  const { mutate, error, isPending } = useRemove(kind);
  const remove = () =>
    mutate(id, {
      onSuccess: () => {
        void notify({ message: t('removed') });
        onClose();
      },
    });
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('cancel') }}>
      <Stack>
        <Text>{text}</Text>
        {error && (
          <Alert color="red" role="alert">
            {say(error)}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button color="red" loading={isPending} onClick={remove}>
            {verb}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
