/**
 * `node bench/kill/disk-full.mjs [megabytes=24]`: the journal's disk is full while ClickHouse does not answer, then
 * has room again. The disk is a tmpfs: root on Linux.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { waitUntil } from '@sillage/e2e/harness/wait-until';
import { report, whileStopped, withNode } from './shop-node.mjs';
import { runUnderLoad } from './under-load.mjs';

const megabytes = Number(process.argv[2] ?? 24);
const journalOf = (node) => join(node.directory, 'data', 'journal');

function mount(node) {
  mkdirSync(journalOf(node), { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', journalOf(node)]);
}

function unmount(node) {
  execFileSync('umount', [journalOf(node)]);
}

/** The code with which the server refuses for want of room, once it does. */
async function readRefusal(node) {
  const metrics = await fetch(`${node.url}/metrics`, { signal: AbortSignal.timeout(5000) }).then((answer) =>
    answer.text(),
  );
  return /code="(journal_(?:full|failed))"\} [1-9]/.exec(metrics)?.[1];
}

async function disturb({ engine, node }) {
  const code = await whileStopped(engine, async () => {
    const refusal = await waitUntil(() => readRefusal(node), { timeoutMs: 120_000 });
    await delay(5000);
    return refusal;
  });
  await delay(10_000);
  return { megabytes, code };
}

if (process.platform !== 'linux' || process.getuid() !== 0) {
  console.log(JSON.stringify({ question: 'kill:disk_full', skipped: 'needs root on Linux, to mount a small tmpfs' }));
} else {
  await withNode({ prepare: mount, cleanUp: unmount }, async (world) => {
    const figure = await runUnderLoad({ ...world, disturb: () => disturb(world) });
    report('kill:disk_full', figure);
  });
}
