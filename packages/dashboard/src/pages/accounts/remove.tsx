import { notify } from '../../frame/notify.js';
import { useTexts } from '../../i18n.js';
import { accountsTexts } from '../../texts/accounts.js';
import { Confirm } from '../confirm.js';
import { useAccountFailure, useRemove } from './api.js';

export interface RemoveProps {
  kind: 'users' | 'keys';
  id: string;
  title: string;
  text: string;
  /** What the button says. */
  verb: string;
  onClose: () => void;
}

/** Asks once more before somebody or a key is gone. */
export function Remove({ kind, id, onClose, ...words }: RemoveProps) {
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
    <Confirm
      {...words}
      failure={error ? say(error) : undefined}
      isPending={isPending}
      onConfirm={remove}
      onClose={onClose}
    />
  );
}
