import { createHash } from 'node:crypto';
import { defaultQueryAllowList, type Purpose, type Site, uuidv7, visitorCookieName } from '@sillage/protocol';
import { signVisitorToken, type VisitorToken } from '@sillage/protocol/visitor-token';
import { Registry } from 'prom-client';
import { createIngest } from '../app.js';
import type { JournalRecord, RecordedEvent } from '../event-store.js';
import type { IngestOptions } from '../options.js';
import { toRowText } from '../record-codec.js';
import { MemoryEventStore } from './memory-event-store.js';
import { quietLogger } from './quiet-logger.js';

export const now = Date.UTC(2026, 10, 20, 12);
export const minuteMs = 60_000;
export const dayMs = 86_400_000;
export const origin = 'https://shop.example';
export const secretKey = 'sk_test_0123456789abcdef0123456789abcdef';
export const identifySecret = 'identify-secret-0123456789abcdef0123';
export const tokenKeys = ['token-key-0123456789abcdef0123456789abcdef'] as const;
export const visitor = '3f0c2a64-5b1d-4c7e-9a10-5f0e6d7c8b9a';
export const proofId = '9b2d7c1e-0a3f-4e5d-8c6b-7a8f9e0d1c2b';
export const chrome =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';

export function siteOf(changes: Partial<Site> = {}): Site {
  return {
    id: 'boutique',
    name: 'Boutique',
    origins: [origin],
    timeZone: 'Europe/Paris',
    currency: 'EUR',
    policyVersion: '1',
    visitorCookie: { mode: 'host', name: 'sillage' },
    queryAllowList: defaultQueryAllowList,
    retentionDays: 760,
    ordersFrom: 'any',
    secretKeyHashes: [createHash('sha256').update(secretKey).digest('hex')],
    identifySecrets: [identifySecret],
    internalAddresses: [],
    ...changes,
  };
}

export function tokenOf(changes: Partial<VisitorToken> = {}, keys: IngestOptions['tokenKeys'] = tokenKeys): string {
  return signVisitorToken(
    {
      site: 'boutique',
      visitor,
      proofId,
      purposes: ['measurement', 'personalisation'],
      consentExpiresAt: (now + 100 * dayMs) / 1000,
      expiresAt: (now + 300 * dayMs) / 1000,
      ...changes,
    },
    keys,
  );
}

let made = 0;

/** A page view that is good in every way, two seconds old. */
export function pageView(changes: Record<string, unknown> = {}): Record<string, unknown> & { id: string } {
  made += 1;
  const id = uuidv7(
    now,
    Uint8Array.from({ length: 10 }, (_, byte) => (made >> (byte * 4)) & 255),
  );
  return {
    id,
    type: 'page_view',
    occurredAt: now - 2_000,
    clockOffsetMs: 0,
    tab: 'tab00001',
    sequence: made,
    pageViewId: id,
    path: '/chaussures/randonnee',
    ...changes,
  };
}

export function orderOf(changes: Record<string, unknown> = {}) {
  return {
    orderId: 'A-1001',
    currency: 'EUR',
    totalMinor: 12_900,
    lines: [{ productId: 'shoe-1', quantity: 1, priceMinor: 12_900 }],
    ...changes,
  };
}

/** An event as the journal took it, with its row as ClickHouse gets it. */
export interface Recorded extends RecordedEvent {
  row: { page_view: number; sequence: number; [column: string]: unknown };
}

function withRow(event: RecordedEvent): Recorded {
  return { ...event, row: JSON.parse(toRowText(event)) };
}

export interface Harness {
  store: MemoryEventStore;
  registry: Registry;
  logged: unknown[];
  told: Recorded[];
  clock: { now: number };
  request(path: string, init?: RequestInit, peer?: string): Promise<Response>;
  /** A browser's batch, with the token in the cookie unless the headers say otherwise. */
  send(
    events: unknown[],
    changes?: { batch?: object; headers?: Record<string, string>; peer?: string },
  ): Promise<Response>;
  /** A server's batch, by secret key. */
  sendByKey(events: unknown[], changes?: { batch?: object; headers?: Record<string, string> }): Promise<Response>;
  events(): Recorded[];
  /** A counter's value by its label. */
  counted(name: string, labels?: Record<string, string>): Promise<number>;
}

/** An ingest app on a store in memory, with a clock that stands still. */
export function createHarness({
  sites = [siteOf()],
  ...changes
}: Partial<IngestOptions> & { sites?: Site[] } = {}): Harness {
  const store = new MemoryEventStore();
  const registry = new Registry();
  const logged: unknown[] = [];
  const told: Recorded[] = [];
  const clock = { now };
  const log = (fields: object) => logged.push(fields);
  let drawn = 0;
  const { app } = createIngest({
    findSite: (id) => sites.find((site) => site.id === id),
    hasOrigin: (value) => sites.some((site) => site.origins.includes(value)),
    store,
    tokenKeys,
    clock: () => clock.now,
    random: (size) => {
      drawn += 1;
      return Uint8Array.from({ length: size }, (_, index) => (drawn * 31 + index * 7) & 255);
    },
    trustedProxies: ['127.0.0.1'],
    logger: { ...quietLogger, info: log, warn: log, error: log },
    registry,
    onAccepted: (events) => told.push(...events.map(withRow)),
    isDraining: () => false,
    ...changes,
  });
  const request: Harness['request'] = async (path, init, peer = '198.51.100.7') =>
    app.request(path, init, { incoming: { socket: { remoteAddress: peer } } });
  const post = (events: unknown[], batch: object, headers: Record<string, string>, peer?: string) =>
    request('/v1/events', { method: 'POST', headers, body: JSON.stringify({ ...envelope(), ...batch, events }) }, peer);
  return {
    store,
    registry,
    logged,
    told,
    clock,
    request,
    send: (events, { batch = {}, headers = {}, peer } = {}) =>
      post(events, batch, { ...browserHeaders(sites[0] as Site), ...headers }, peer),
    sendByKey: (events, { batch = {}, headers = {} } = {}) =>
      post(events, { sdk: 'shop/1', ...batch }, { Authorization: `Bearer ${secretKey}`, ...headers }),
    events: () => store.records.flatMap((record) => (record.kind === 'event' ? [withRow(record.stored)] : [])),
    counted: async (name, labels = {}) => {
      const metric = await registry.getSingleMetric(name)?.get();
      const matches = (given: object) =>
        Object.entries(labels).every(([key, value]) => Reflect.get(given, key) === value);
      return metric?.values.find((value) => matches(value.labels))?.value ?? Number.NaN;
    },
  };
}

export function envelope() {
  return { site: 'boutique', sentAt: now, attempt: 1, sdk: 'sillage-js/0.1.0' };
}

export function browserHeaders(site: Site, token = tokenOf()): Record<string, string> {
  return {
    Origin: origin,
    'User-Agent': chrome,
    'Content-Type': 'text/plain;charset=UTF-8',
    Cookie: `${visitorCookieName(site.visitorCookie)}=${token}`,
  };
}

/** Body of `POST /v1/consent`. */
export function consentOf(choices: Partial<Record<Purpose, 'granted' | 'denied'>>, changes: object = {}) {
  return {
    site: 'boutique',
    choices,
    policyVersion: '1',
    language: 'fr',
    source: { name: 'api' },
    gpc: false,
    sdk: 'sillage-js/0.1.0',
    ...changes,
  };
}

export function kinds(records: readonly JournalRecord[]): string[] {
  return records.map(({ kind }) => kind);
}
