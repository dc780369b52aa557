import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconTrash } from '@tabler/icons-react';
import { useNavigate } from 'react-router';
import { type Collection, useDeleteDefinition } from '../api/definitions.js';
import { useMay } from '../api/session.js';
import { useTexts } from '../i18n.js';
import { savingTexts } from '../texts/saving.js';
import { Confirm } from './confirm.js';
import { useLinks } from './links.js';
import { useSavingFailure } from './save-alert.js';

export interface DeleteButtonProps {
  collection: Collection;
  id: string;
  /** As people call it. */
  name: string;
  /** What goes with it, in a sentence. */
  hint: string;
  /** Where one is led then, below the site. */
  path: string;
}

/** Asks before a definition is gone; nothing for who may only read. */
export function DeleteButton({ collection, id, name, hint, path }: DeleteButtonProps) {
  const t = useTexts(savingTexts);
  const say = useSavingFailure();
  const toLink = useLinks();
  const navigate = useNavigate();
  const mayWrite = useMay('definitions:write');
  const [isOpen, { open, close }] = useDisclosure(false);
  const { mutate, isPending, error, reset } = useDeleteDefinition(collection);
  const ask = () => {
    reset();
    open();
  };
  if (!mayWrite) return null;
  return (
    <>
      <Button variant="default" color="red" onClick={ask} leftSection={<IconTrash size={16} aria-hidden />}>
        {t('delete')}
      </Button>
      {isOpen && (
        <Confirm
          title={t('delete')}
          text={`${t('deleteAsk', { name })} ${hint}`}
          verb={t('deleteYes')}
          failure={error ? say(error) : undefined}
          isPending={isPending}
          onConfirm={() => mutate(id, { onSuccess: () => void navigate(toLink(path)) })}
          onClose={close}
        />
      )}
    </>
  );
}
