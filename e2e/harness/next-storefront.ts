import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startChild } from './child-process.js';
import { findFreePort } from './free-port.js';
import { waitUntil } from './wait-until.js';

/** From `e2e/harness/` as well as from `e2e/dist/harness/`. */
const folder = dirname(fileURLToPath(import.meta.url));
const root = folder.slice(0, folder.lastIndexOf(`${sep}e2e`));
const example = join(root, 'examples/next-storefront');

/** The example as its README starts it, on free ports and data of its own. */
export interface NextStorefront {
  readonly origin: string;
  readonly pid: number;
  /** Stops it as Ctrl-C does, and removes its data. */
  remove(): Promise<void>;
}

/** Its packages are no part of the repository's own install. */
async function installPackages(): Promise<void> {
  const child = startChild('npx', ['pnpm@12', '--dir', example, 'install', '--frozen-lockfile'], {
    cwd: root,
    // nobody is there to be asked
    env: { CI: 'true' },
  });
  await child.exited;
  await child.stop();
}

export async function startNextStorefront(): Promise<NextStorefront> {
  await installPackages();
  const data = await mkdtemp(join(tmpdir(), 'sillage-next-'));
  const ports = [await findFreePort(), await findFreePort()];
  const flags = ['--port', `${ports[0]}`, '--server-port', `${ports[1]}`, '--data', data];
  // no test is of time: a slow machine gets its decisions all the same
  const env = { SILLAGE_TIMEOUT_MS: '10000' };
  const child = startChild(process.execPath, [join(example, 'demo/start.mjs'), ...flags], { env });
  let hasEnded = false;
  void child.exited.then(() => {
    hasEnded = true;
  });
  const remove = async () => {
    if (!hasEnded) child.signal('SIGINT');
    await child.exited;
    await child.stop();
    await rm(data, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  };
  const readOrigin = () => /The shop\s+(\S+)\//.exec(child.output())?.[1];
  const origin = await waitUntil(() => hasEnded || readOrigin(), { timeoutMs: 180_000, describe: child.output });
  if (origin !== true) return { origin, pid: child.pid, remove };
  const output = child.output();
  await remove();
  throw new Error(`The example ended at its start:\n${output}`);
}
