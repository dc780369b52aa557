/** `node bench/kill/server.mjs [rounds=20]`: kill -9 of the server at random moments under load. */
import { setTimeout as delay } from 'node:timers/promises';
import { randomBetween, report, withNode } from './shop-node.mjs';
import { runUnderLoad } from './under-load.mjs';

const rounds = Number(process.argv[2] ?? 20);

await withNode({}, async (world) => {
  const figure = await runUnderLoad({
    ...world,
    async disturb() {
      let longestStartMs = 0;
      for (let round = 0; round < rounds; round += 1) {
        await delay(randomBetween(200, 2500));
        await world.node.kill();
        const killedAt = performance.now();
        await world.node.start();
        longestStartMs = Math.max(longestStartMs, Math.round(performance.now() - killedAt));
      }
      await delay(1000);
      return { rounds, longestStartMs };
    },
  });
  report('kill:server', figure);
});
