import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { defaultInterestSettings, type Problem, type Site } from '@sillage/protocol';
import { type MemberFormat, type SegmentQuestion, type SegmentSizesQuery, WarehouseError } from '@sillage/warehouse';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { noDefinitions, type SiteDefinitions } from '../definitions/site-definitions.js';
import { loyalBody } from '../testing/definition-bodies.js';
import { createSegmentRoutes } from './segment-routes.js';

const now = Date.UTC(2026, 9, 1, 22, 30);
const site = { id: 'boutique', currency: 'CHF', timeZone: 'Europe/Paris' } as Site;
const mine = { ...loyalBody, id: 'mine', version: 3, changedAt: 0 } as never;
const member = '{"customerId":"c1","visitors":["v1"],"firstVisitAt":1,"lastVisitAt":2,"visits":1}\n';

const unused = () => Promise.reject(new Error('not asked here'));
/** See `insight-routes.test.ts`. */
const notAskedHere = { segmentWorth: unused, segmentOverlap: unused, factValues: unused, reportCoverage: unused };

function start(over: { isLoaded?: boolean; bytes?: () => Readable } = {}) {
  const asked: unknown[] = [];
  const definitions: SiteDefinitions = { ...noDefinitions, segments: new Map([['mine', mine]]) };
  const app = createSegmentRoutes({
    findSite: (id) => (id === site.id ? site : undefined),
    isAuthentic: (_, authorization) => authorization === 'Bearer secret',
    interestSettings: () => defaultInterestSettings,
    clock: () => now,
    logger: pino({ level: 'silent' }),
    definitions: { of: () => definitions, isLoaded: () => over.isLoaded ?? true },
    warehouse: {
      ...notAskedHere,
      segmentSize: async (question: SegmentQuestion) => {
        asked.push(question);
        return { persons: 3, of: 40 };
      },
      segmentSizes: async (query: SegmentSizesQuery) => {
        asked.push(query);
        const size = { site: 'boutique', segment: 'mine', of: 30, version: 1, at: 5 };
        const days = [{ ...size, day: '2026-10-01', persons: 2 }];
        return query.segment === undefined ? [{ ...size, day: '2026-09-30', persons: 9 }, ...days] : days;
      },
      segmentMembers: async (question: SegmentQuestion & { format: MemberFormat }) => {
        asked.push(question);
        return { persons: 1, bytes: over.bytes?.() ?? Readable.from([Buffer.from(member)]) };
      },
    },
  });
  const ask = (path: string, headers: Record<string, string> = {}, body?: unknown) =>
    app.request(path, {
      headers: { Authorization: 'Bearer secret', 'Sillage-Site': site.id, ...headers },
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
    });
  return { ask, asked };
}

describe('a segment', () => {
  it.each([
    ['mine', loyalBody.tree],
    ['lost', { type: 'number', fact: 'gapElapsed', is: 'at_least', value: 3 }],
  ])('%s tells its size, of how many, and of whom', async (id, tree) => {
    const { ask, asked } = start();
    const reply = await ask(`/v1/segments/${id}/size`);
    expect(await reply.json()).toEqual({ segment: id, persons: 3, of: 40, purpose: 'personalisation', at: now });
    expect(reply.headers.get('Cache-Control')).toBe('private, no-store');
    expect(asked).toEqual([{ site: 'boutique', tree, now, interests: defaultInterestSettings }]);
  });

  it('counts money in the currency of the site', async () => {
    const { ask, asked } = start();
    await ask('/v1/segments/most-profitable/size');
    expect(JSON.stringify(asked)).toContain('"currency":"CHF"');
  });

  it('is told in both languages, or in one', async () => {
    const { ask } = start();
    const fr = 'Personnes qui ont passé au moins 3 commandes.';
    const both = { segment: 'mine', sentences: { fr, en: 'Persons who placed at least 3 orders.' } };
    expect(await (await ask('/v1/segments/mine/sentence')).json()).toEqual(both);
    expect(await (await ask('/v1/segments/mine/sentence?language=fr')).json()).toEqual({
      segment: 'mine',
      sentences: { fr },
    });
  });

  it.each([
    ['', { from: '2026-09-03', to: '2026-10-02' }],
    ['?from=2026-09-30', { from: '2026-09-30', to: '2026-10-02' }],
    ['?to=2026-03-01', { from: '2026-01-31', to: '2026-03-01' }],
  ])('tells its sizes by days of the shop, asked %j', async (query, days) => {
    const { ask, asked } = start();
    expect(await (await ask(`/v1/segments/mine/sizes${query}`)).json()).toEqual({
      segment: 'mine',
      timeZone: 'Europe/Paris',
      ...days,
      sizes: [{ day: '2026-10-01', persons: 2, of: 30, version: 1, at: 5 }],
    });
    expect(asked).toEqual([{ site: 'boutique', segment: 'mine', ...days }]);
  });

  it('tells of all segments the size that was counted last', async () => {
    const { ask, asked } = start();
    const sizes = { segment: 'mine', day: '2026-10-01', persons: 2, of: 30, version: 1, at: 5 };
    const days = { from: '2026-10-01', to: '2026-10-02' };
    const reply = await ask('/v1/segments/sizes?from=2026-10-01');
    expect(await reply.json()).toEqual({ timeZone: 'Europe/Paris', ...days, latest: [sizes] });
    expect(asked).toEqual([{ site: 'boutique', ...days }]);
  });

  it.each([
    ['/v1/segments/mine/sizes?from=2026-02-30', 422, /from: a day/],
    ['/v1/segments/mine/sizes?from=2026-10-02&to=2026-10-01', 422, /1 to 1100 days/],
    ["/v1/segments/mine/sizes?to=2026-10-01'--", 422, /to: a day/],
    ['/v1/segments/mine/sentence?language=de', 422, /language: one of fr, en/],
    ['/v1/segments/mine/members?format=xml', 422, /format: one of json, jsonl, csv, parquet/],
    ['/v1/segments/none/size', 404, /^$/],
    ['/v1/segments/__proto__/members', 404, /^$/],
  ])('refuses %s', async (path, status, detail) => {
    const reply = await start().ask(path);
    expect(reply.status).toBe(status);
    expect(((await reply.json()) as Problem).detail ?? '').toMatch(detail);
  });

  it.each([
    '/v1/segments/mine/size',
    '/v1/segments/mine/members',
    '/v1/segments/none/sizes',
    '/v1/segments/new/sentence',
  ])('is told to nobody without the key: %s', async (path) => {
    const { ask, asked } = start();
    expect((await ask(path, { Authorization: 'Bearer wrong' })).status).toBe(401);
    expect((await ask(path, { 'Sillage-Site': 'other' })).status).toBe(401);
    expect(asked).toEqual([]);
  });

  it('is not said to be none before definitions are known', async () => {
    const reply = await start({ isLoaded: false }).ask('/v1/segments/mine/size');
    expect([reply.status, reply.headers.get('Retry-After')]).toEqual([503, '5']);
  });
});

describe('a tree that is not saved', () => {
  it('is counted, and told in both languages', async () => {
    const reply = await start().ask('/v1/segments/count', {}, { tree: { type: 'in_cart' } });
    expect(await reply.json()).toEqual({
      persons: 3,
      of: 40,
      purpose: 'personalisation',
      at: now,
      sentences: {
        fr: 'Personnes qui ont quelque chose au panier.',
        en: 'Persons who have something in the cart.',
      },
    });
  });

  it('is refused with where it is wrong', async () => {
    const tree = { type: 'all', of: [{ type: 'in_cart' }, { type: 'viewed', topic: 'velo', atLeast: '1' }] };
    const { ask, asked } = start();
    const reply = await ask('/v1/segments/count', {}, { tree });
    expect(reply.status).toBe(422);
    expect(((await reply.json()) as Problem).errors).toMatchObject([{ pointer: '#/tree/of/1/atLeast' }]);
    expect((await ask('/v1/segments/count', {}, { tree: { type: 'in_cart' }, site: 'x' })).status).toBe(422);
    expect(asked).toEqual([]);
  });
});

describe('members', () => {
  it.each([
    ['?format=csv', '*/*', 'csv', 'text/csv; charset=utf-8'],
    ['', 'text/csv', 'csv', 'text/csv; charset=utf-8'],
    ['', 'application/vnd.apache.parquet', 'parquet', 'application/vnd.apache.parquet'],
    ['?format=jsonl', 'text/csv', 'jsonl', 'application/x-ndjson; charset=utf-8'],
    ['', 'application/x-ndjson;q=0.9, text/html', 'jsonl', 'application/x-ndjson; charset=utf-8'],
    ['', '*/*', 'jsonl', 'application/json; charset=utf-8'],
  ])('come as %s with Accept %s', async (query, accept, format, contentType) => {
    const { ask, asked } = start();
    const reply = await ask(`/v1/segments/mine/members${query}`, { Accept: accept });
    expect(reply.headers.get('Content-Type')).toBe(contentType);
    expect(reply.headers.get('Sillage-Persons')).toBe('1');
    expect(reply.headers.get('Content-Disposition')).toMatch(/^attachment; filename="mine-2026-10-02\.\w+"$/);
    expect(asked).toMatchObject([{ format }]);
    const text = await reply.text();
    if (!contentType.startsWith('application/json')) expect(text).toBe(member);
    else expect(JSON.parse(text)).toEqual({ segment: 'mine', at: now, members: [JSON.parse(member)], persons: 1 });
  });

  it.each(['json', 'csv'])(
    'are read no faster than they are taken as %s, and no further once nobody takes them',
    async (format) => {
      let made = 0;
      const bytes = Readable.from(
        (async function* () {
          for (;;) yield Buffer.from(member.repeat(++made && 1_000));
        })(),
        { objectMode: false },
      );
      const reply = await start({ bytes: () => bytes }).ask(`/v1/segments/mine/members?format=${format}`);
      const reader = (reply.body as ReadableStream<Uint8Array>).getReader();
      await reader.read();
      for (let turn = 0; turn < 100; turn++) await nextTurn();
      expect(made).toBeLessThan(10);
      await reader.cancel();
      for (let turn = 0; turn < 100 && !bytes.destroyed; turn++) await nextTurn();
      expect(bytes.destroyed).toBe(true);
    },
  );

  it.each(['json', 'jsonl', 'csv'])('end in an error as %s where they break off', async (format) => {
    const bytes = Readable.from(
      (async function* () {
        yield Buffer.from(member);
        throw new WarehouseError('unavailable', 'it died');
      })(),
      { objectMode: false },
    );
    const reply = await start({ bytes: () => bytes }).ask(`/v1/segments/mine/members?format=${format}`);
    await expect(reply.text()).rejects.toThrow('it died');
  });
});
