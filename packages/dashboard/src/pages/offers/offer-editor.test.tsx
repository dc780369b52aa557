// @vitest-environment happy-dom
import { type Defined, type Fault, type Offer, type Slot, templateFields } from '@sillage/protocol';
import { expect, it } from 'vitest';
import { find, refuse, renderPage, submit, type, until } from '../../testing/render-page.js';
import { OfferEditor } from './offer-editor.js';
import { toOfferForm } from './offer-form.js';

const hero: Slot = {
  id: 'hero',
  name: 'Hero',
  template: 'product_list',
  fields: [...templateFields.product_list],
  products: { strategy: 'next', count: 4 },
  content: { fr: {}, en: {} },
};
const offer: Defined<Offer> = {
  id: 'rentree',
  name: 'Rentrée',
  status: 'live',
  slots: ['hero'],
  content: { hero: { fr: { title: 'Bonjour' }, en: { title: 'Hello' } } },
  products: { strategy: 'next', count: 4 },
  trigger: { kind: 'topic_viewed', topic: 'velo', times: 3, days: 30 },
  priority: 0,
  cooldownDays: 7,
  holdout: 0.1,
  version: 3,
  changedAt: 0,
};
const site = { timeZone: 'Europe/Paris', currency: 'EUR' };

/** What is typed and sent, and what the server finds wrong in it. */
async function renderEditor(errors: Fault[] = []) {
  const sent: Record<string, unknown>[] = [];
  const { body } = await renderPage(
    <OfferEditor offer={offer} slots={[hero]} initial={toOfferForm(offer, site)} />,
    (asked, { body: told }) => {
      if (asked !== 'PUT v1/offers/rentree') return undefined;
      sent.push(JSON.parse(String(told)));
      return refuse({ status: 422, code: 'invalid_request', errors });
    },
  );
  const field = (name: string) => find<HTMLInputElement>(body, 'input', name);
  const errorOf = (name: string) => {
    const told = field(name).getAttribute('aria-describedby')?.split(' ') ?? [];
    return told.map((id) => document.getElementById(id)).find((one) => one?.id.endsWith('-error'))?.textContent;
  };
  return { body, sent, field, errorOf };
}

const fault = (pointer: string, code: Fault['code'], limit?: number): Fault => ({
  pointer,
  code,
  detail: '',
  ...(limit !== undefined && { limit }),
});

it('shows what the server finds wrong at its field, in the unit of the field', async () => {
  const { body, errorOf } = await renderEditor([
    fault('#/holdout', 'too_big', 0.9),
    fault('#/expectedValueMinor', 'too_big', 1e6),
    fault('#/products/count', 'too_big', 24),
    fault('#/products/strategy', 'invalid'),
    fault('#/trigger/topic', 'not_a_topic'),
  ]);
  submit(body);
  await until(() => expect(body.querySelector('[role=alert]')).not.toBeNull());
  expect(errorOf('Share held out, in %')).toBe('Too great: 90 at most.');
  expect(errorOf('Expected value of a view, in EUR')).toBe('Too great: 10,000 at most.');
  expect(errorOf('How many')).toBe('Too great: 24 at most.');
  expect(errorOf('Products shown')).toBe('This won’t do.');
  expect(errorOf('Section')).toContain('A section is written');
});

it('tells with its place what no field of the form is about', async () => {
  const { body } = await renderEditor([fault('#/content/hero', 'no_content'), fault('#/cap', 'wrong_type')]);
  submit(body);
  await until(() => {
    const told = body.querySelector('[role=alert]')?.textContent;
    expect(told).toContain('content/hero: The offer says nothing for this slot.');
    expect(told).toContain('cap: This is of the wrong kind.');
  });
});

it('sends an amount below nothing as it is typed, for the server to refuse', async () => {
  const { body, sent, field, errorOf } = await renderEditor([fault('#/expectedValueMinor', 'too_small', 0)]);
  type(field('Expected value of a view, in EUR'), '-5');
  submit(body);
  await until(() => expect(errorOf('Expected value of a view, in EUR')).toBe('Too small: 0 at least.'));
  expect(sent).toMatchObject([{ expectedValueMinor: -500 }]);
});

it('takes a priority without decimals', async () => {
  const { body, sent, field } = await renderEditor();
  type(field('Priority'), '1.5');
  submit(body);
  await until(() => expect(sent).toMatchObject([{ priority: 1 }]));
});
