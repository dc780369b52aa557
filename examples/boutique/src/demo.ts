import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DemoFiles } from './demo/demo-files.js';
import { readFlags, usage } from './demo/flags.js';
import { runDemo } from './demo/run-demo.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
/** pnpm changes to the package's folder; this is where its user stands. */
const workingDirectory = process.env.INIT_CWD ?? process.cwd();

/** Relative where that is shorter for who stands in the project. */
function toShown(path: string): string {
  const short = relative(workingDirectory, path);
  return short.startsWith('..') ? path : short;
}

try {
  const flags = readFlags(process.argv.slice(2), { directory: resolve(root, '.demo'), relativeTo: workingDirectory });
  if (flags.isHelp) console.log(usage);
  else await runDemo({ flags, files: new DemoFiles(flags.directory), screen: process.stdout, toShown });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
