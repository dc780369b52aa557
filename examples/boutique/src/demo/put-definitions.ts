import type { Definition } from '../offers/definitions.js';
import { putTo, type SillageTarget } from './sillage-target.js';

/**
 * Puts each definition that is not there yet, in their order; one that is there stays as the shop has it by now. How many
 * were made. Throws what Sillage found wrong.
 */
export async function putDefinitions(definitions: readonly Definition[], target: SillageTarget): Promise<number> {
  let made = 0;
  for (const { collection, id, body } of definitions) {
    const headers = { 'Content-Type': 'application/json', 'If-None-Match': '*' };
    const reply = await putTo(target, `/v1/${collection}/${id}`, { body: JSON.stringify(body), headers });
    if (!reply.ok && reply.status !== 412) throw new Error(`${collection}/${id} was refused: ${await reply.text()}`);
    if (reply.ok) made += 1;
  }
  return made;
}
