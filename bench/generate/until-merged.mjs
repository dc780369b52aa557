import { setTimeout as wait } from 'node:timers/promises';

/**
 * Resolves when no merge is under way any more: parts are then as the loader and time leave them.
 * @param {(sql: string) => Promise<{ running: string | number }[]>} ask
 */
export async function untilMerged(ask) {
  for (let quiet = 0; quiet < 3; ) {
    await wait(1_000);
    const [merges] = await ask('SELECT count() AS running FROM system.merges');
    quiet = Number(merges.running) === 0 ? quiet + 1 : 0;
  }
}
