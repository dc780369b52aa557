/** A reader thread that ends at the body `die`, before it was answered. Needs the build. */
import { parentPort } from 'node:worker_threads';
import '../dist/reading/reader-thread.js';

parentPort.on('message', ({ bodies }) => {
  if (Buffer.from(bodies).includes('die')) process.exit(1);
});
