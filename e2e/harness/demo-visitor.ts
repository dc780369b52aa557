import type { BrowserContext, Page } from 'playwright-core';
import { acceptBanner, type DemoStore } from './demo.js';
import { waitForGrant } from './visitor.js';

/** What `POST /v1/personalise` answers, as far as tests look at it. */
export interface DemoReply {
  visits: number;
  interests: { kind: string; key: string }[];
  segments: string[];
  decisions: Record<string, { kind: string; offerId?: string; products: { productId: string; reason: string }[] }>;
}

/** A visitor of the demonstration store, in a browser of their own. */
export interface DemoVisitor {
  page: Page;
  /** Another tab; `minutesAgo`: what is done there is told as done so long ago. */
  openTab(minutesAgo?: number): Promise<Page>;
  /** The value of the cookie by which the visitor is known. */
  token(): Promise<string | undefined>;
  /** As the shop's server asks: nothing is shown by it, nothing counted. */
  ask(slots?: string[]): Promise<DemoReply>;
}

/** Comes in by the home page and accepts. */
export async function enterDemo(demo: DemoStore, context: BrowserContext, minutesAgo = 0): Promise<DemoVisitor> {
  const openTab = async (ago = 0) => {
    const page = await context.newPage();
    if (ago > 0) await page.addInitScript(datePast, ago * 60_000);
    return page;
  };
  const token = async () => (await context.cookies(demo.origin)).find(({ name }) => name === '__Host-escale')?.value;
  const page = await openTab(minutesAgo);
  await page.goto(`${demo.origin}/fr/`);
  await acceptBanner(page);
  return {
    page,
    openTab,
    token,
    async ask(slots = []) {
      const reply = await fetch(`${demo.serverUrl}/v1/personalise`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${demo.secretKey}` },
        body: JSON.stringify({ site: 'escale', visitorToken: await token(), slots, context: { locale: 'fr' } }),
      });
      if (!reply.ok) throw new Error(`personalise was answered ${reply.status}: ${await reply.text()}`);
      return (await reply.json()) as DemoReply;
    },
  };
}

/** Runs in the page. A late clock would not do: the tracker learns of it and corrects it. */
function datePast(agoMs: number): void {
  const calls = globalThis as unknown as Record<
    string,
    ((url: unknown, init?: { body?: unknown }) => unknown) | undefined
  >;
  for (const name of ['fetch', 'fetchLater']) {
    const send = calls[name];
    if (!send) continue;
    calls[name] = (url, init) => {
      if (typeof init?.body !== 'string' || !String(url).endsWith('/v1/events')) return send(url, init);
      const { events, ...batch } = JSON.parse(init.body) as { events: { occurredAt: number }[] };
      const past = events.map((event) => ({ ...event, occurredAt: event.occurredAt - agoMs }));
      return send(url, { ...init, body: JSON.stringify({ ...batch, events: past }) });
    };
  }
}

/** Opens a page of the store once the banner has told it of the choice, so that the visit to it is recorded. */
export async function browse(demo: DemoStore, page: Page, ...paths: string[]): Promise<void> {
  for (const path of paths) {
    await page.goto(demo.origin + path);
    await waitForGrant(page);
  }
}

/** A call by the shop's secret key. */
export async function callShop(demo: DemoStore, method: string, path: string, body?: object): Promise<unknown> {
  const reply = await fetch(demo.serverUrl + path, {
    method,
    headers: { Authorization: `Bearer ${demo.secretKey}`, 'Sillage-Site': 'escale' },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!reply.ok) throw new Error(`${method} ${path} was answered ${reply.status}: ${await reply.text()}`);
  return reply.json();
}
