import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { startChild } from './child-process.js';
import { waitForGrant } from './visitor.js';
import { waitUntil } from './wait-until.js';

/** From `e2e/harness/` as well as from `e2e/dist/harness/`. */
const folder = dirname(fileURLToPath(import.meta.url));
const root = folder.slice(0, folder.lastIndexOf(`${sep}e2e`));

/** The demonstration store as `pnpm demo` starts it, on free ports and data of its own. */
export interface DemoStore {
  /** Of the store. */
  readonly origin: string;
  /** Where the Sillage server itself listens. */
  readonly serverUrl: string;
  readonly secretKey: string;
  readonly output: () => string;
  readonly pid: number;
  /** The token of one of the shoppers, as the demo keeps it for its example. */
  exampleVisitor(): Promise<{ site: string; visitorToken: string }>;
  /** As Ctrl-C does. */
  stop(): Promise<void>;
  /** Stops it and removes its data. */
  remove(): Promise<void>;
}

export interface DemoOptions {
  /** Default 0. */
  shoppers?: number;
  /** Default: a new one. */
  directory?: string;
}

export async function startDemo({ shoppers = 0, directory }: DemoOptions = {}): Promise<DemoStore> {
  const data = directory ?? (await mkdtemp(join(tmpdir(), 'sillage-demo-')));
  const flags = ['--data', data, '--port', '0', '--server-port', '0', '--shoppers', String(shoppers)];
  const child = startChild(process.execPath, [join(root, 'examples/boutique/dist/demo.js'), ...flags]);
  let hasEnded = false;
  void child.exited.then(() => {
    hasEnded = true;
  });
  const readUrls = () => /The store\s+(\S+)\/fr\/[\s\S]*Metrics\s+(\S+)\/metrics/.exec(child.output()) ?? undefined;
  const urls = await waitUntil(() => hasEnded || readUrls(), { timeoutMs: 90_000, describe: child.output });
  if (urls === true) throw new Error(`The demo ended at its start:\n${child.output()}`);
  const stop = async () => {
    if (!hasEnded) child.signal('SIGINT');
    await child.exited;
  };
  return {
    origin: urls[1] as string,
    serverUrl: urls[2] as string,
    secretKey: await readFile(join(data, 'secret-key'), 'utf8'),
    output: child.output,
    pid: child.pid,
    exampleVisitor: async () => JSON.parse(await readFile(join(data, 'visitor.json'), 'utf8')),
    stop,
    async remove() {
      await stop();
      await rm(data, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}

/** The banner hears clicks only some 500 ms after it is seen. */
export async function acceptBanner(page: Page): Promise<void> {
  await answerBanner(page, '#tarteaucitronPersonalize2');
  await waitForGrant(page);
}

export async function refuseBanner(page: Page): Promise<void> {
  await answerBanner(page, '#tarteaucitronAllDenied2');
}

async function answerBanner(page: Page, button: string): Promise<void> {
  await page.waitForSelector(button);
  await waitUntil(async () => {
    await page.click(button, { timeout: 1000 });
    return page.locator('#tarteaucitronAlertBig').isHidden();
  });
}
