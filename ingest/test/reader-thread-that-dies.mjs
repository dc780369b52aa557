/** A reader thread that ends at the body `die`, before it was answered. Needs the build. */
import { parentPort } from 'node:worker_threads';
import '../dist/reading/reader-thread.js';

parentPort.on('message', (jobs) => {
  if (jobs.some(({ text }) => text === 'die')) process.exit(1);
});
