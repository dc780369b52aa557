/** Owns an engine until it is killed: `node hold-engine.mjs DIRECTORY`. Needs the build. */
import { Engine } from '../dist/engine/engine.js';

await Engine.start({ directory: process.argv[2] });
process.stdout.write('ready\n');
