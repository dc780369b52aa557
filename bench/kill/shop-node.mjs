import { findEmbeddedEngine } from '@sillage/e2e/harness/embedded-engine';
import { createAccount, createNode } from '@sillage/e2e/harness/sillage';
import { waitUntil } from '@sillage/e2e/harness/wait-until';

export const origin = 'http://127.0.0.1:1';

/** A server on the embedded engine, as `sillage start` gives it, and the way to ask that engine past it. */
export async function withNode({ prepare, cleanUp, ...options }, use) {
  const account = createAccount();
  const node = await createNode({ account, origins: [origin], ...options });
  const engine = () => waitUntil(() => findEmbeddedEngine(node.child.pid));
  try {
    await prepare?.(node);
    await node.start();
    return await use({ node, account, origin, engine, clickhouse: async () => (await engine()).clickhouse });
  } finally {
    await node.stop();
    await cleanUp?.(node);
    await node.remove();
  }
}

/** SIGSTOP for as long as `meanwhile` takes: the engine takes connections and answers nothing. */
export async function whileStopped(engine, meanwhile) {
  const { pid } = await engine();
  process.kill(pid, 'SIGSTOP');
  try {
    return await meanwhile();
  } finally {
    process.kill(pid, 'SIGCONT');
  }
}

/** The figure, one line of JSON. The exit code tells whether what was acknowledged is there once. */
export function report(question, figure) {
  console.log(JSON.stringify({ question, ...figure }));
  const areViewsWhole = Object.values(figure.views).every((off) => off === 0);
  const isWhole = figure.lost === 0 && figure.duplicates === 0 && figure.unexpected.length === 0 && areViewsWhole;
  if (!isWhole || figure.acknowledged === 0) process.exitCode = 1;
}

export function randomBetween(from, to) {
  return from + Math.random() * (to - from);
}
