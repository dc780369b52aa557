import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { startChild } from './child-process.js';
import { waitUntil } from './wait-until.js';

/** Chromium as a visitor has it: back/forward cache on, storage partitioned, nothing of a test driver's defaults. */
const flags = [
  '--headless=new',
  '--no-sandbox',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--disable-component-update',
  '--disable-background-networking',
  '--disable-dev-shm-usage',
  '--disable-blink-features=AutomationControlled',
  '--password-store=basic',
  '--remote-debugging-port=0',
  // The server marks headless browsers as bots; this one plays a visitor.
  '--user-agent=Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
];

/** A running browser on a profile that outlives it. */
export interface Visit {
  readonly browser: Browser;
  readonly context: BrowserContext;
  open(url: string): Promise<Page>;
  /** As a visitor closes it. */
  close(): Promise<void>;
  /** kill -9 of every process of the browser. */
  killHard(): Promise<void>;
}

export interface Profile {
  /** Starts the browser on this profile; the one before must have ended. */
  start(): Promise<Visit>;
  remove(): Promise<void>;
}

export async function createProfile(): Promise<Profile> {
  const directory = await mkdtemp(join(tmpdir(), 'sillage-profile-'));
  const visits: Visit[] = [];
  return {
    async start() {
      const visit = await startVisit(directory);
      visits.push(visit);
      return visit;
    },
    async remove() {
      for (const visit of visits) await visit.killHard();
      await rm(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}

async function startVisit(directory: string): Promise<Visit> {
  const portFile = join(directory, 'DevToolsActivePort');
  await rm(portFile, { force: true });
  const child = startChild(findChromium(), [...flags, `--user-data-dir=${directory}`, 'about:blank']);
  const endpoint = await waitUntil(
    async () => {
      const [port, path] = (await readFile(portFile, 'utf8')).split('\n');
      return port && path ? `ws://127.0.0.1:${port}${path}` : undefined;
    },
    { describe: child.output },
  );
  const browser = await chromium.connectOverCDP(endpoint);
  const context = browser.contexts()[0] as BrowserContext;
  return {
    browser,
    context,
    async open(url) {
      const page = await context.newPage();
      await page.goto(url);
      return page;
    },
    async close() {
      const session = await browser.newBrowserCDPSession();
      await session.send('Browser.close').catch(() => undefined);
      await child.exited;
      await child.stop();
    },
    async killHard() {
      await child.killGroup();
    },
  };
}

/** As `ensure-chromium.mjs` left it. */
function findChromium(): string {
  const named = ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser'];
  const places = [process.env.CHROMIUM_PATH, ...named.map((name) => `/usr/bin/${name}`), chromium.executablePath()];
  const found = places.find((path) => path !== undefined && existsSync(path));
  if (found === undefined) throw new Error('No Chromium: run `node e2e/ensure-chromium.mjs`.');
  return found;
}
