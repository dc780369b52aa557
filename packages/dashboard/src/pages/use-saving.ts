import { useState } from 'react';
import { useNavigate } from 'react-router';
import { type Collection, useSaveDefinition } from '../api/definitions.js';
import { notify } from '../frame/notify.js';
import { useLinks } from './links.js';
import { type SaidFault, type ShowLimit, useFaultList, useFaultTexts } from './use-fault-text.js';

export interface SavingOptions {
  collection: Collection;
  /** As it was read; absent: it is new. */
  standing: { version?: number } | undefined;
  /** What is said once it is saved. */
  saved: string;
  /** Where a new one is shown then, below the site. */
  pathOf: (id: string) => string;
  /** Default: limits are told as the server does. */
  showLimit?: ShowLimit;
}

interface Definition {
  id: string;
  body: object;
}

/** Saving is of the version that was read, so that somebody else's change is not lost, or `over` another one. */
export function useSaving({ collection, standing, saved, pathOf, showLimit }: SavingOptions) {
  const toLink = useLinks();
  const navigate = useNavigate();
  const sayFaults = useFaultTexts();
  const { mutate, error, isPending } = useSaveDefinition(collection);
  const [version, setVersion] = useState(standing?.version ?? 0);
  const save = (definition: Definition, over = version, onFaults?: (faults: SaidFault[]) => void) =>
    mutate(
      { ...definition, version: over },
      {
        onError: (failure) => onFaults?.(sayFaults(failure, showLimit)),
        onSuccess: (answer) => {
          setVersion(answer.version);
          void notify({ color: 'green', message: saved });
          if (!standing) void navigate(toLink(pathOf(answer.id)));
        },
      },
    );
  return { save, failure: error, faults: sayFaults(error, showLimit), isSaving: isPending };
}

export interface FormSavingOptions extends SavingOptions {
  form: { setErrors(errors: Record<string, string>): void; clearErrors(): void };
  /** The field of a pointer; `''`: none has it. */
  toField: (pointer: string) => string;
}

/** The same of a form: what the server finds wrong stands at its field, or with its place in `rest`. */
export function useFormSaving({ form, toField, ...options }: FormSavingOptions) {
  const listFaults = useFaultList();
  const { save: send, faults, ...saving } = useSaving(options);
  const place = (told: SaidFault[]) => {
    const placed = told.map(({ pointer, detail }) => [toField(pointer), detail] as const);
    form.setErrors(Object.fromEntries(placed.filter(([field]) => field !== '')));
  };
  const save = (definition: Definition, over?: number) => {
    form.clearErrors();
    send(definition, over, place);
  };
  const rest = listFaults(faults.filter(({ pointer }) => toField(pointer) === ''));
  return { ...saving, save, rest };
}
