import { Button, Fieldset, Group, Paper, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useMay } from '../api/session.js';
import { useTexts } from '../i18n.js';
import { savingTexts } from '../texts/saving.js';
import { SaveAlert, type SaveAlertProps } from './save-alert.js';

export interface DefinitionFormProps extends Pick<SaveAlertProps, 'title' | 'rest' | 'isNew'> {
  /** As of `useSaving`. */
  saving: { failure: Error | null; isSaving: boolean };
  /** `over`: the version that stands, where it is saved over somebody else's. */
  onSave: (over?: number) => void;
  /** Beside the button. */
  actions?: ReactNode;
  /** False: it can't be saved yet; default true. */
  isFinished?: boolean;
  /** False in a card, which has a frame; default true. */
  isFramed?: boolean;
  children: ReactNode;
}

/** The form of a definition: who may only read sees it, and can't change it. */
export function DefinitionForm({
  saving,
  onSave,
  actions,
  isFinished = true,
  isFramed = true,
  children,
  ...alert
}: DefinitionFormProps) {
  const t = useTexts(savingTexts);
  const mayWrite = useMay('definitions:write');
  return (
    <Paper
      withBorder={isFramed}
      p={isFramed ? 'md' : 0}
      component="form"
      onSubmit={(event) => {
        event.preventDefault();
        onSave();
      }}
    >
      <Fieldset disabled={!mayWrite} variant="unstyled">
        <Stack>
          {children}
          <SaveAlert {...alert} failure={saving.failure} onMine={onSave} />
          {mayWrite && (
            <Group>
              <Button type="submit" loading={saving.isSaving} disabled={!isFinished}>
                {t('save')}
              </Button>
              {actions}
            </Group>
          )}
        </Stack>
      </Fieldset>
    </Paper>
  );
}
