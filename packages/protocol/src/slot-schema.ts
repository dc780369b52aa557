import { z } from 'zod';
import { isSafeAddress, label, slug } from './definition-schema.js';
import { type FaultKind, faultDetails } from './fault.js';
import {
  fieldKinds,
  type LocalisedContent,
  languages,
  type ProductSelection,
  productStrategies,
  type Slot,
  type SlotContent,
  type SlotField,
  slotTemplates,
  templateFields,
} from './slot.js';

const field = z.strictObject({
  name: z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,39}$/, faultDetails.not_a_field_name),
  kind: z.enum(fieldKinds),
  isRequired: z.boolean().exactOptional(),
}) satisfies z.ZodType<SlotField>;

const content = z.record(z.string().max(40), z.string().max(2_000)) satisfies z.ZodType<SlotContent>;

export const localisedContent = z.strictObject({ fr: content, en: content }) satisfies z.ZodType<LocalisedContent>;

export const productSelection = z.strictObject({
  strategy: z.enum(productStrategies),
  count: z.number().int().min(1).max(24),
}) satisfies z.ZodType<ProductSelection>;

/** A slot as it is written: without `fields` it has those of its template. */
export const slotSchema = z
  .strictObject({
    id: slug,
    name: label,
    template: z.enum(slotTemplates),
    fields: z.array(field).max(20).exactOptional(),
    content: localisedContent,
    products: productSelection.exactOptional(),
  })
  .transform((slot): Slot => ({ ...slot, fields: slot.fields ?? [...templateFields[slot.template]] }))
  .superRefine((slot, { addIssue }) => {
    for (const issue of findSlotIssues(slot)) addIssue({ code: 'custom', ...issue });
  }) satisfies z.ZodType<Slot>;

/** What a schema of single fields can't tell: where, and what is wrong. */
export interface DefinitionIssue {
  path: (string | number)[];
  message: string;
  /** Where the words don't tell it. */
  params?: { fault: FaultKind };
}

function* findSlotIssues(slot: Slot): Generator<DefinitionIssue> {
  yield* findFieldIssues(slot);
  // a default may be empty: then nothing is shown
  const optional = slot.fields.map((one) => ({ ...one, isRequired: false }));
  yield* findContentIssues(optional, slot.content, ['content']);
  const takesProducts = slot.template === 'product_list' || slot.template === 'cart_reminder';
  if (slot.products && !takesProducts) yield { path: ['products'], message: faultDetails.takes_no_products };
  if (!slot.products && slot.template === 'product_list')
    yield { path: ['products'], message: faultDetails.needs_products };
}

function* findFieldIssues({ fields, template }: Slot): Generator<DefinitionIssue> {
  if (fields.length === 0) yield { path: ['fields'], message: faultDetails.no_fields };
  for (const [index, { name, kind }] of fields.entries()) {
    const isRepeated = fields.findIndex((other) => other.name === name) < index;
    if (isRepeated) yield { path: ['fields', index, 'name'], message: faultDetails.repeated_field };
    const builtIn = templateFields[template].find((other) => other.name === name);
    if (builtIn && builtIn.kind !== kind) {
      yield {
        path: ['fields', index, 'kind'],
        message: `the template ${template} has it as ${builtIn.kind}`,
        params: { fault: { code: 'fixed_kind' } },
      };
    }
  }
}

/** Where content does not fit the fields of its slot, in every language. */
export function* findContentIssues(
  fields: readonly SlotField[],
  localised: LocalisedContent,
  at: readonly (string | number)[],
): Generator<DefinitionIssue> {
  for (const language of languages) {
    const texts = localised[language];
    for (const [name, text] of Object.entries(texts)) {
      const path = [...at, language, name];
      const kind = fields.find((one) => one.name === name)?.kind;
      if (kind === undefined) yield { path, message: faultDetails.no_such_field };
      else if (kind !== 'text' && text !== '' && !isSafeAddress(text)) {
        yield { path, message: faultDetails.not_an_address };
      }
    }
    for (const { name, isRequired } of fields) {
      const isMissing = !Object.hasOwn(texts, name) || texts[name]?.trim() === '';
      if (isRequired && isMissing) yield { path: [...at, language, name], message: faultDetails.required };
    }
  }
}
