// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { find, renderPage, until } from '../testing/render-page.js';
import { type Collection, useSaveDefinition } from './definitions.js';

function Save({ collection }: { collection: Collection }) {
  const { mutate } = useSaveDefinition(collection);
  return (
    <button type="button" onClick={() => mutate({ id: 'accueil', body: {}, version: 1 })}>
      Save
    </button>
  );
}

it.each<Collection>(['offers', 'slots', 'surveys'])(
  'what is shown now is read anew once one of %s is saved',
  async (collection) => {
    const { body, client } = await renderPage(<Save collection={collection} />, () =>
      Response.json({ id: 'accueil', version: 2 }),
    );
    client.setQueryData(['offers', 'shop', 'now'], { slots: [] });
    find(body, 'button', 'Save').click();
    await until(() => expect(client.getQueryState(['offers', 'shop', 'now'])?.isInvalidated).toBe(true));
  },
);
