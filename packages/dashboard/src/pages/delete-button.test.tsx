// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { find, refuse, renderPage, until } from '../testing/render-page.js';
import { DeleteButton } from './delete-button.js';

/** The button was clicked, and once more in the dialog. */
async function deleteSlot(answer: Parameters<typeof renderPage>[1]) {
  const slot = { collection: 'slots', id: 'hero', name: 'Hero', hint: '', path: 'offers' } as const;
  const { body, client } = await renderPage(<DeleteButton {...slot} />, answer);
  client.setQueryData(['offers', 'shop', 'now'], { slots: [] });
  find(body, 'button', 'Delete').click();
  await until(() => find(body, 'button', 'Yes, delete'));
  find(body, 'button', 'Yes, delete').click();
  return { body, client };
}

it('names offers and surveys that stand in the way, and leads to them', async () => {
  const usedBy = [
    { kind: 'offer' as const, id: 'rentree' },
    { kind: 'survey' as const, id: 'accueil' },
    { kind: 'survey' as const, id: 'new-one' },
  ];
  const { body } = await deleteSlot((asked) => {
    if (asked === 'DELETE v1/slots/hero') return refuse({ status: 409, code: 'definition_in_use', usedBy });
    if (asked === 'GET v1/offers') return Response.json({ offers: [{ id: 'rentree', name: 'Rentrée' }] });
    return asked === 'GET v1/surveys' ? Response.json({ surveys: [{ id: 'accueil', name: 'Accueil' }] }) : undefined;
  });
  await until(() => {
    const told = body.querySelector('[role=alert]');
    expect(told?.textContent).toBe('Offers or surveys use it: Rentrée, Accueil, new-one');
    expect([...(told?.querySelectorAll('a') ?? [])].map((link) => link.getAttribute('href'))).toEqual([
      '/s/shop/offers/rentree',
      '/s/shop/satisfaction/~surveys/accueil',
      '/s/shop/satisfaction/~surveys/new-one',
    ]);
  });
});

it('has what is shown now read anew once a slot is gone', async () => {
  const { client } = await deleteSlot(() => new Response(null, { status: 204 }));
  await until(() => expect(client.getQueryState(['offers', 'shop', 'now'])?.isInvalidated).toBe(true));
});
