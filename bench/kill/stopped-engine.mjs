/** `node bench/kill/stopped-engine.mjs [seconds=60]`: the engine is there and does not answer, under load. */
import { setTimeout as delay } from 'node:timers/promises';
import { report, whileStopped, withNode } from './shop-node.mjs';
import { runUnderLoad } from './under-load.mjs';

const seconds = Number(process.argv[2] ?? 60);

await withNode({}, async (world) => {
  const figure = await runUnderLoad({
    ...world,
    patienceMs: 120_000,
    async disturb({ acknowledged }) {
      await delay(2000);
      const acknowledgedMeanwhile = await whileStopped(world.engine, async () => {
        const before = (await acknowledged()).length;
        await delay(seconds * 1000);
        return (await acknowledged()).length - before;
      });
      await delay(2000);
      return { seconds, acknowledgedMeanwhile };
    },
  });
  report('kill:stopped_engine', figure);
});
