import { type Slot, templateFields } from '@sillage/protocol';

export const emptySlot: Slot = {
  id: '',
  name: '',
  template: 'banner',
  fields: [...templateFields.banner],
  content: { fr: {}, en: {} },
};

/** What `PUT /v1/slots/<id>` takes: without its id, what the server adds, and empty texts. */
export function toSlotBody(draft: Slot): object {
  const { name, template, products, fields, content } = draft;
  const names = new Set(fields.map((field) => field.name));
  const tell = (texts: Record<string, string>) =>
    Object.fromEntries(Object.entries(texts).filter(([field, text]) => names.has(field) && text.trim() !== ''));
  return {
    name,
    template,
    ...(products && { products }),
    fields,
    content: { fr: tell(content.fr), en: tell(content.en) },
  };
}
