import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { findEmbeddedEngine } from '@sillage/e2e/harness/embedded-engine';
import { createAccount, createNode } from '@sillage/e2e/harness/sillage';
import { waitUntil } from '@sillage/e2e/harness/wait-until';

export const origin = 'http://127.0.0.1:1';
const loadScript = fileURLToPath(new URL('load.mjs', import.meta.url));

/** A server on its embedded engine as `sillage start` gives it; `use` gets the node, its account and the engine. */
export async function withServer(use) {
  const account = createAccount();
  // One address sends for thousands of visitors here: the limit by address is for a single household.
  const node = await createNode({ account, origins: [origin], settings: { rateLimits: unlimited } });
  try {
    await node.start();
    const engine = await waitUntil(() => findEmbeddedEngine(node.child.pid));
    return await use({ node, account, engine, clickhouse: engine.clickhouse });
  } finally {
    await node.stop();
    await node.remove();
  }
}

const unlimited = { perSitePerSecond: 1e6, perAddressPerSecond: 1e6, perVisitorPerSecond: 1e6 };

/** Runs the paced load; `onSecond` is called with what it has acknowledged so far. Resolves with its summary. */
export async function runLoad(settings, onSecond = () => undefined) {
  const child = spawn(process.execPath, [loadScript, JSON.stringify(settings)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let last = '';
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    last = line;
    onSecond(JSON.parse(line));
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`the load ended with ${code}`);
  return JSON.parse(last);
}

/** Rows of the site in `events`, now. */
export async function countRows(clickhouse, site) {
  const [row] = await clickhouse.rows('SELECT count() AS n FROM sillage.events WHERE site = {site:String}', { site });
  return Number(row.n);
}

/**
 * Resident memory of a process in MB (Linux): its own, and the pages of mapped files, such as lmdb's, which are the
 * system's cache and go when it needs them.
 */
export async function residentMb(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const read = (name) => Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)[1]) / 1024);
  return { own: read('RssAnon'), mapped: read('RssFile') };
}
