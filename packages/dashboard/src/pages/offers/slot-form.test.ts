import { slotSchema } from '@sillage/protocol/slot-schema';
import { expect, it } from 'vitest';
import { emptySlot, toSlotBody } from './slot-form.js';

it('says what the slot says, without empty texts and those of fields that are gone', () => {
  const content = { fr: { title: 'Bienvenue', text: ' ', gone: 'x' }, en: {} };
  const body = toSlotBody({ ...emptySlot, id: 'hero', name: 'Accueil', content });
  expect(body).toMatchObject({ name: 'Accueil', content: { fr: { title: 'Bienvenue' }, en: {} } });
  expect(slotSchema.safeParse({ id: 'hero', ...body }).success).toBe(true);
});
