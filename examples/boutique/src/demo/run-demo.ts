import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { getConnInfo } from '@hono/node-server/conninfo';
import { products } from '../catalogue/catalogue.js';
import { Collector } from '../collector.js';
import { toFeed } from '../feed.js';
import { type Listening, listen } from '../listen.js';
import { definitions } from '../offers/definitions.js';
import { createStore } from '../store.js';
import { addAdmin } from './add-admin.js';
import type { DemoFiles, DemoSecrets } from './demo-files.js';
import { fetchFigures } from './figures.js';
import type { Flags } from './flags.js';
import { findPort } from './free-port.js';
import { abortOnInterrupt, findRunners } from './interrupt.js';
import { type LiveLine, type Screen, startLiveLine } from './live-line.js';
import { putCatalogue } from './put-catalogue.js';
import { putDefinitions } from './put-definitions.js';
import { startServer } from './server-process.js';
import { startLiveShoppers } from './shoppers/live-shoppers.js';
import { type PastPlan, sendPastShoppers } from './shoppers/past-shoppers.js';

export interface Demo {
  flags: Flags;
  files: DemoFiles;
  screen: Screen;
  /** A path as the user can type it. */
  toShown: (path: string) => string;
}

/** The names are the shop's own: a path and a script that no blocker's list knows. */
const shop = { site: 'escale', endpoint: '/parfum', script: 's.js', cookieName: 'escale', policyVersion: '1' };
const firstShoppers = 120;
const seed = 1789;

/** Starts server and store, fills them, shows the live line, and stops all of it on Ctrl-C, SIGTERM, a closed terminal, or when what started it ends. */
export async function runDemo(demo: Demo): Promise<void> {
  const { flags, files, screen } = demo;
  const interrupt = abortOnInterrupt(process, findRunners(process.ppid));
  const secrets = await files.secrets();
  const serverPort = await findPort(flags.serverPort);
  const storePort = await findPort(flags.port);
  const origins = ['127.0.0.1', 'localhost'].map((host) => `http://${host}:${storePort}`);
  await files.writeConfig({ ...shop, origins, port: serverPort, scriptName: shop.script }, secrets);
  const serverUrl = `http://127.0.0.1:${serverPort}`;
  screen.write('Starting the Sillage server and its ClickHouse …\n');
  const server = await startServer({ configPath: files.configPath, url: serverUrl, signal: interrupt });
  try {
    const store = await listen(createDemoStore(secrets, serverUrl), storePort);
    try {
      if (!interrupt.aborted) await serve(demo, { serverUrl, store, ended: server.ended, interrupt });
    } finally {
      await store.close();
    }
  } finally {
    screen.write('Stopping: what is in the journal goes into ClickHouse …\n');
    await server.stop();
  }
  screen.write('Stopped. The next start finds the data.\n');
}

interface Running {
  serverUrl: string;
  store: Listening;
  /** The server ended by itself. */
  ended: Promise<string>;
  interrupt: AbortSignal;
}

/** Until Ctrl-C. Throws when the server ends before that. */
async function serve(demo: Demo, running: Running): Promise<void> {
  const { flags, files, screen } = demo;
  const { serverUrl, store, interrupt } = running;
  const address = { ...shop, origin: store.origin };
  tellPorts(demo, running);
  const found = await fetchFigures(serverUrl);
  if (found.events > 0) screen.write(`Found ${found.events} events of ${found.visitors} visitors.\n`);
  const target = { url: serverUrl, site: shop.site, secretKey: (await files.secrets()).secretKey, fetch };
  await putCatalogue(toFeed(products), target);
  const made = await putDefinitions(definitions, target);
  if (made > 0) screen.write(`Put ${made} slots, segments and offers.\n`);
  await addAdmin(await files.admin(), files.configPath);
  const count = flags.shoppers ?? (found.events > 0 ? 0 : firstShoppers);
  if (count > 0) await sendPast(demo, { store: address, count, signal: interrupt });
  if (interrupt.aborted) return;
  screen.write(await welcome(files, running, demo.toShown));
  const line = startLiveLine(screen, () => fetchFigures(serverUrl));
  const shoppers = startLiveShoppers(address, Date.now() % 2 ** 31, tell(line));
  try {
    await Promise.race([once(interrupt, 'abort'), running.ended.then(fail)]);
  } finally {
    line.stop();
    await shoppers.stop();
  }
}

function tellPorts({ flags, screen }: Demo, { store, serverUrl }: Running): void {
  const wanted: [string, number][] = [
    [store.origin, flags.port],
    [serverUrl, flags.serverPort],
  ];
  for (const [url, port] of wanted) {
    const taken = new URL(url).port;
    if (port !== 0 && taken !== String(port)) screen.write(`Port ${port} is taken: ${taken} instead.\n`);
  }
}

function fail(said: string): never {
  throw new Error(`the Sillage server ended:\n${said}`);
}

const tell = (line: LiveLine) => (error: unknown) => line.say(error instanceof Error ? error.message : String(error));

async function sendPast({ files, screen }: Demo, plan: Pick<PastPlan, 'store' | 'count' | 'signal'>): Promise<void> {
  const now = Date.now();
  const onProgress = (done: number) => screen.isTTY && screen.write(`\r  ${done} of ${plan.count} shoppers`);
  const { shoppers, refused, events, example } = await sendPastShoppers({ ...plan, now, seed, onProgress });
  const start = screen.isTTY ? '\r' : '';
  screen.write(`${start}${shoppers} shoppers came by: ${events} events; ${refused} refused and left nothing.\n`);
  const token = example?.slice(example.indexOf('=') + 1);
  if (token !== undefined) await files.keepExampleVisitor(plan.store.site, token);
}

async function welcome(files: DemoFiles, { serverUrl, store }: Running, toShown: Demo['toShown']): Promise<string> {
  const isExampleKept = (await files.exampleVisitor()) !== undefined;
  const { email, password } = await files.admin();
  const file = (name: string) => toShown(join(files.directory, name));
  const curl = `curl -s ${serverUrl}/v1/history -H "Authorization: Bearer $(cat ${file('secret-key')})" -d @${file('visitor.json')}`;
  return `
  The store      ${store.origin}/fr/   ${store.origin}/en/
  My data        ${store.origin}/fr/mes-donnees
  Dashboard      ${serverUrl}/dashboard/
    e-mail       ${email}
    password     ${password}
  Metrics        ${serverUrl}/metrics
${isExampleKept ? `  One visitor's history\n    ${curl}\n` : ''}
`;
}

function createDemoStore(secrets: DemoSecrets, serverUrl: string) {
  const { site, endpoint, script, policyVersion, cookieName } = shop;
  return createStore({
    site,
    endpoint,
    script,
    policyVersion,
    collectorUrl: serverUrl,
    collector: new Collector({ url: serverUrl, site, secretKey: secrets.secretKey, fetch }),
    visitorCookie: `__Host-${cookieName}`,
    identifySecret: secrets.identifySecret,
    sessionSecret: secrets.sessionSecret,
    clock: Date.now,
    newReference: () => randomUUID().slice(0, 8).toUpperCase(),
    addressOf: (context) => getConnInfo(context).remote.address ?? '',
  });
}
