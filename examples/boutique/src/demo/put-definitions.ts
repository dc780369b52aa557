import type { Definition } from '../offers/definitions.js';

/** Where they go, and by which key. */
export interface DefinitionsTarget {
  /** Where Sillage listens, such as `http://127.0.0.1:8787`. */
  url: string;
  site: string;
  secretKey: string;
  fetch: typeof fetch;
}

/**
 * Puts each definition that is not there yet, in their order; one that is there stays as the shop has it by now. How many
 * were made. Throws what Sillage found wrong.
 */
export async function putDefinitions(definitions: readonly Definition[], target: DefinitionsTarget): Promise<number> {
  let made = 0;
  for (const { collection, id, body } of definitions) {
    const reply = await target.fetch(`${target.url}/v1/${collection}/${id}`, {
      method: 'PUT',
      headers: {
        Authorization: `Bearer ${target.secretKey}`,
        'Sillage-Site': target.site,
        'Content-Type': 'application/json',
        'If-None-Match': '*',
      },
      body: JSON.stringify(body),
    });
    if (!reply.ok && reply.status !== 412) throw new Error(`${collection}/${id} was refused: ${await reply.text()}`);
    if (reply.ok) made += 1;
  }
  return made;
}
