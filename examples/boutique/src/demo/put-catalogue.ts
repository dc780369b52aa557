import { putTo, type SillageTarget } from './sillage-target.js';

/** Tells all that the shop sells, and takes away what it sells no more, as a shop does by cron. Throws what Sillage did not take. */
export async function putCatalogue(feed: string, target: SillageTarget): Promise<void> {
  const headers = { 'Content-Type': 'application/x-ndjson' };
  const reply = await putTo(target, '/v1/catalogue?replace=true', { body: feed, headers });
  const said = await reply.text();
  if (!reply.ok || !(JSON.parse(said) as { isReplaced: boolean }).isReplaced) {
    throw new Error(`the catalogue was refused: ${said}`);
  }
}
