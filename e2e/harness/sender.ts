import { randomBytes, randomUUID } from 'node:crypto';
import type { ShopAccount } from './sillage.js';

/** What a browser or a shop's server says over HTTP, without either. */
export interface Sender {
  /** Sends events to a node; `attempt` above 1 marks them as sent again. */
  send(nodeUrl: string, events: readonly object[], attempt?: number): Promise<Reply>;
}

/** A browser without one: what it says, and the cookie that it keeps. */
export interface Visitor extends Sender {
  readonly cookie: string;
}

export interface Reply {
  status: number;
  accepted: number;
  duplicates: number;
  rejected: { index: number; reason: string }[];
}

/** A visitor who grants both purposes at `nodeUrl`, and keeps the cookie. */
export async function createVisitor(account: ShopAccount, origin: string, nodeUrl: string): Promise<Visitor> {
  const answer = await post(
    `${nodeUrl}/v1/consent`,
    { origin },
    {
      site: account.site,
      choices: { measurement: 'granted', personalisation: 'granted' },
      policyVersion: '1',
      language: 'fr',
      source: { name: 'api' },
      gpc: false,
      sdk: 'e2e/0',
    },
  );
  if (!answer.ok) throw new Error(`The consent was answered ${answer.status}: ${await answer.text()}`);
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] as string;
  return { ...createSender({ origin, cookie }, account.site), cookie };
}

/** The shop's own server, by secret key. */
export function createShopServer(account: ShopAccount, channel: string): Sender {
  return createSender({ authorization: `Bearer ${account.secretKey}` }, account.site, { channel });
}

function createSender(headers: Record<string, string>, site: string, batch: object = {}): Sender {
  return {
    async send(nodeUrl, events, attempt = 1) {
      const body = { site, sentAt: Date.now(), attempt, sdk: 'e2e/0', ...batch, events };
      const answer = await post(`${nodeUrl}/v1/events`, headers, body);
      const reply = (await answer.json()) as Omit<Reply, 'status'>;
      return { ...reply, status: answer.status };
    },
  };
}

/** Not a bot's. */
const userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

function post(url: string, headers: Record<string, string>, body: object): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'text/plain', 'user-agent': userAgent, ...headers },
    body: JSON.stringify(body),
  });
}

/** A UUIDv7 of the moment the event happened. */
function createId(occurredAt: number): string {
  const time = occurredAt.toString(16).padStart(12, '0');
  const rest = randomBytes(10).toString('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${rest.slice(0, 3)}-8${rest.slice(3, 6)}-${rest.slice(6, 18)}`;
}

/** An event's envelope as a browser makes it. */
export function createEvent(fields: { type: string; [field: string]: unknown }, occurredAt = Date.now()) {
  const id = createId(occurredAt);
  return { id, occurredAt, clockOffsetMs: 0, tab: randomUUID().slice(0, 8), sequence: 0, pageViewId: id, ...fields };
}
