/** `node bench/kill/engine.mjs [rounds=20]`: kill -9 of the embedded engine alone, at random moments under load. */
import { setTimeout as delay } from 'node:timers/promises';
import { waitUntil } from '@sillage/e2e/harness/wait-until';
import { randomBetween, report, withNode } from './shop-node.mjs';
import { runUnderLoad } from './under-load.mjs';

const rounds = Number(process.argv[2] ?? 20);

await withNode({}, async (world) => {
  const figure = await runUnderLoad({
    ...world,
    async disturb() {
      let longestOutageMs = 0;
      for (let round = 0; round < rounds; round += 1) {
        await delay(randomBetween(200, 2500));
        process.kill((await world.engine()).pid, 'SIGKILL');
        const killedAt = performance.now();
        await waitUntil(async () => (await (await world.clickhouse()).rows('SELECT 1 AS one')).length === 1);
        longestOutageMs = Math.max(longestOutageMs, Math.round(performance.now() - killedAt));
      }
      await delay(1000);
      return { rounds, longestOutageMs };
    },
  });
  report('kill:engine', figure);
});
