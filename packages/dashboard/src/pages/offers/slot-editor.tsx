import { Anchor, SimpleGrid, TextInput } from '@mantine/core';
import type { Defined, Slot } from '@sillage/protocol';
import { useState } from 'react';
import { Link } from 'react-router';
import { useTexts } from '../../i18n.js';
import { slotTexts } from '../../texts/slots.js';
import { DefinitionForm } from '../definition-form.js';
import { DeleteButton } from '../delete-button.js';
import { useLinks } from '../links.js';
import { toSlug } from '../to-slug.js';
import { useFaultList } from '../use-fault-text.js';
import { useSaving } from '../use-saving.js';
import { Defaults, FieldList, ProductsOfSlot, TemplateSelect } from './slot-fields.js';
import { emptySlot, toSlotBody } from './slot-form.js';
import { slotsPath } from './studio-head.js';

const list = `offers/${slotsPath}`;

/** A place in the shop's pages: its template, its fields and what it shows by default. */
export function SlotEditor({ slot }: { slot: Defined<Slot> | undefined }) {
  const t = useTexts(slotTexts);
  const toLink = useLinks();
  const [draft, setDraft] = useState<Slot>(() => slot ?? emptySlot);
  const id = slot?.id ?? (draft.id || toSlug(draft.name));
  const pathOf = (one: string) => `${list}/${one}`;
  const listFaults = useFaultList();
  const saving = useSaving({ collection: 'slots', standing: slot, saved: t('saved'), pathOf });
  const save = (over?: number) => saving.save({ id, body: toSlotBody(draft) }, over);
  const parts = { draft, onChange: setDraft };
  return (
    <>
      <Anchor component={Link} to={toLink(list)} size="sm">
        {t('back')}
      </Anchor>
      <DefinitionForm
        title={t('wrongSlot')}
        rest={listFaults(saving.faults)}
        isNew={!slot}
        saving={saving}
        onSave={save}
        actions={
          slot && <DeleteButton collection="slots" id={id} name={slot.name} hint={t('deleteHint')} path={list} />
        }
      >
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          <TextInput
            label={t('name')}
            required
            value={draft.name}
            onChange={({ currentTarget: { value } }) => setDraft({ ...draft, name: value })}
          />
          <TextInput
            label={t('id')}
            description={t('idHint')}
            required
            disabled={slot !== undefined}
            value={id}
            onChange={({ currentTarget: { value } }) => setDraft({ ...draft, id: value })}
          />
          <TemplateSelect {...parts} />
          <ProductsOfSlot {...parts} />
        </SimpleGrid>
        <FieldList {...parts} />
        <Defaults {...parts} />
      </DefinitionForm>
    </>
  );
}
