/** The state's thread, which ends once, at the first batch with an event `die`. Needs the build. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import '../dist/node-state/state-thread.js';

const died = join(workerData.directory, 'died');

parentPort.on('message', ({ batch }) => {
  if (existsSync(died) || !batch?.ids.some(({ ids }) => ids.includes('die'))) return;
  writeFileSync(died, '');
  process.exit(1);
});
