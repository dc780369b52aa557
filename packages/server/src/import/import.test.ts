import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Batch, Purchase } from '@sillage/protocol';
import { batchSchema, eventSchema } from '@sillage/protocol/schema';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ImportReport, importFile } from './import-file.js';
import { type ImportKind, readColumns, readImportMap, toImportKind } from './import-map.js';

const notIso = 't: not ISO 8601 such as 2026-03-01T10:15:00Z (other forms: :dmy :mdy :s :ms)';

describe('importing a file', () => {
  let folder: string;
  let path: string;
  let batches: Batch[];
  const answers: Response[] = [];
  const waits: number[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sillage-import-'));
    path = join(folder, 'rows.csv');
    batches = [];
    answers.length = 0;
    waits.length = 0;
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function run(kind: ImportKind, content: string, map: string): Promise<ImportReport> {
    writeFileSync(path, content);
    return importFile({
      path,
      kind,
      map: readImportMap(map, kind),
      site: 'boutique',
      currency: 'EUR',
      timeZone: 'Europe/Paris',
      keepForEver: true,
      clock: () => Date.UTC(2026, 6, 1),
      target: {
        post: async (_, body) => {
          const prepared = answers.shift();
          if (prepared) return prepared;
          const batch = batchSchema.parse(JSON.parse(body));
          batches.push({ ...batch, events: batch.events.map((event) => eventSchema.parse(event)) } as Batch);
          const reply = { accepted: batch.events.length, duplicates: 0, rejected: [], serverTime: 0 };
          return Response.json(reply, { status: 202 });
        },
        wait: async (milliseconds) => {
          waits.push(milliseconds);
        },
      },
    });
  }
  const events = () => batches.flatMap((batch) => batch.events);

  const clicks = 'SessionId\tItemId\tTime\n3\t21\t1396437466.94\n3\t21\t1396437466.94\n4\t22\t1396438212.318\n';
  const clickMap = 'session=SessionId,item=ItemId,time=Time:s';

  it('refuses a row of no currency and goes on with the next', async () => {
    const rows = 's,i,t,p,c\n1,a,2014-04-01,1.50,euros\n1,b,2014-04-01,1.50,EUR\n';
    const report = await run('clicks', rows, 'session=s,item=i,time=t,price=p,currency=c');
    expect(report).toMatchObject({ rows: 2, events: 2, accepted: 1 });
    expect(report.refused).toEqual({
      'c: not an ISO 4217 code such as EUR': { times: 1, examples: [{ line: 2, value: 'euros' }] },
    });
  });

  it('makes a product view of each row, in the session the row names', async () => {
    expect(await run('clicks', clicks, clickMap)).toEqual({
      rows: 3,
      events: 3,
      accepted: 3,
      duplicates: 0,
      refused: {},
    });
    const [one, two, three] = events();
    expect(one).toMatchObject({ type: 'product_view', occurredAt: 1_396_437_466_940, product: { productId: '21' } });
    expect(two?.sessionId).toBe(one?.sessionId);
    expect(two?.visitorId).toBe(one?.visitorId);
    expect(three?.sessionId).not.toBe(one?.sessionId);
    expect(batches[0]?.import).toMatchObject({ keepForEver: true });
  });

  it('gives the same ids at every run, and two to two equal rows', async () => {
    await run('clicks', clicks, clickMap);
    const first = events().map((event) => event.id);
    batches = [];
    await run('clicks', clicks, clickMap);
    expect(events().map((event) => event.id)).toEqual(first);
    expect(new Set(first).size).toBe(3);
  });

  it('makes one purchase of the adjacent rows of an order', async () => {
    const orders = [
      'order;at;who;sku;n;price',
      'A1;2024-05-01 10:00:00;c-1;p1;2;12,50',
      'A1;2024-05-01 10:00:00;c-1;p2;1;5',
      'A2;2024-05-02;c-2;p1;1;12.5',
    ].join('\n');
    await run('orders', orders, 'order=order,time=at,customer=who,item=sku,quantity=n,price=price');
    const [one, two] = events() as Purchase[];
    expect(one).toMatchObject({ customerId: 'c-1', occurredAt: Date.UTC(2024, 4, 1, 10) });
    expect(one?.order).toEqual({
      orderId: 'A1',
      currency: 'EUR',
      totalMinor: 3000,
      lines: [
        { productId: 'p1', quantity: 2, priceMinor: 1250, currency: 'EUR' },
        { productId: 'p2', quantity: 1, priceMinor: 500, currency: 'EUR' },
      ],
    });
    expect(two?.order.totalMinor).toBe(1250);
  });

  it('tells rows that give no event by reason, and takes the others', async () => {
    const rows = 's,i,t\n1,,2024-01-01\n1,a,yesterday\n,b,2024-01-01\n2,b,2024-01-01\n';
    const report = await run('clicks', rows, 'session=s,item=i,time=t');
    expect(report).toMatchObject({ rows: 4, events: 4, accepted: 1 });
    expect(report.refused).toEqual({
      'i: empty': { times: 1, examples: [{ line: 2 }] },
      [notIso]: { times: 1, examples: [{ line: 3, value: 'yesterday' }] },
      's: empty, and nothing else says whose it is': { times: 1, examples: [{ line: 4 }] },
    });
  });

  it('guesses no date, tells the first that it refused, and counts the others', async () => {
    const times = ['01/03/2026', '03/04/26', '06-07-2026', '2026', 'May 4 2026', '2026-03-01'];
    const report = await run(
      'clicks',
      `s,i,t\n${times.map((time) => `1,a,${time}`).join('\n')}`,
      'session=s,item=i,time=t',
    );
    const examples = times.slice(0, 3).map((value, index) => ({ line: index + 2, value }));
    expect(report.refused).toEqual({ [notIso]: { times: 5, examples } });
    expect(events().map((event) => event.occurredAt)).toEqual([Date.UTC(2026, 2, 1)]);
  });

  it('takes no event of the future', async () => {
    const report = await run('clicks', 's,i,t\n1,a,2026-07-02\n', 'session=s,item=i,time=t');
    expect(report.refused).toEqual({ 't: in the future': { times: 1, examples: [{ line: 2, value: '2026-07-02' }] } });
    expect(events()).toEqual([]);
  });

  it('reads what a French program exports, in the time zone of the site', async () => {
    const orders = 'N°;Le;Client;Réf.;Qté;Prix\n1;01/03/2026 10:15;c-1;p1;2;1\u202f234,50 €\n';
    await run('orders', orders, 'order=N°,time=Le:dmy,customer=Client,item=Réf.,quantity=Qté,price=Prix');
    const [one] = events() as Purchase[];
    expect(one?.occurredAt).toBe(Date.UTC(2026, 2, 1, 9, 15));
    expect(one?.order).toMatchObject({ totalMinor: 246_900, lines: [{ priceMinor: 123_450, quantity: 2 }] });
  });

  it.each([
    ['-1', '5'],
    ['0', '5'],
    ['1.5', '5'],
    ['1', '-5'],
  ])('names the column of an order’s row that is wrong: quantity %s at %s', async (quantity, price) => {
    const orders = `o,t,c,i,Qty,Price\n1,2026-03-01,c,a,1,5\n1,2026-03-01,c,b,${quantity},${price}\n`;
    const report = await run('orders', orders, 'order=o,time=t,customer=c,item=i,quantity=Qty,price=Price');
    const [reason, refused] = Object.entries(report.refused)[0] ?? [];
    const [column, value] = price === '5' ? ['Qty', quantity] : ['Price', price];
    expect(reason).toMatch(new RegExp(`^${column}: `));
    expect(refused).toEqual({ times: 1, examples: [{ line: 3, value }] });
    expect(report).toMatchObject({ rows: 2, events: 1, accepted: 0 });
  });

  it('finds the column and the row of what the server refused', async () => {
    const rejected = [
      { index: 0, reason: 'order_incomplete', detail: 'order.lines.1.productId: Too big: at most 128 characters' },
      { index: 1, reason: 'too_old' },
    ];
    answers.push(Response.json({ accepted: 0, duplicates: 0, rejected, serverTime: 0 }, { status: 202 }));
    const orders = 'o,t,c,i\n1,2026-03-01,c,a\n1,2026-03-01,c,long\n2,2001-03-01,c,b\n';
    const report = await run('orders', orders, 'order=o,time=t,customer=c,item=i');
    expect(report.refused).toEqual({
      'i: Too big: at most 128 characters: order_incomplete': { times: 1, examples: [{ line: 3, value: 'long' }] },
      't: too_old': { times: 1, examples: [{ line: 4, value: '2001-03-01' }] },
    });
  });

  it('tells the line of what is no CSV', async () => {
    const report = await run('clicks', 's,i,t\n1,a"b,2026-03-01\n1,a,2026-03-01\n', 'session=s,item=i,time=t');
    expect(report).toMatchObject({ rows: 2, events: 2, accepted: 1 });
    expect(report.refused).toEqual({ 'not CSV': { times: 1, examples: [{ line: 2 }] } });
  });

  it('counts the lines of a text over several', async () => {
    const report = await run('clicks', 's,i,t\n1,"a\nb",2026-03-01\n1,c,x\n', 'session=s,item=i,time=t');
    expect(report.refused[notIso]?.examples).toEqual([{ line: 4, value: 'x' }]);
  });

  it('waits as told while the server can take no more, and marks the batch as sent again', async () => {
    answers.push(new Response(null, { status: 503, headers: { 'Retry-After': '2' } }));
    await run('clicks', clicks, clickMap);
    expect(waits).toEqual([2_000]);
    expect(batches.map((batch) => batch.attempt)).toEqual([2]);
  });

  it('stops at a refusal of the whole', async () => {
    answers.push(Response.json({ code: 'invalid_key' }, { status: 401 }));
    await expect(run('clicks', clicks, clickMap)).rejects.toThrow('invalid_key');
  });

  it('sends no more than a batch may hold', async () => {
    const rows = Array.from({ length: 1_201 }, (_, index) => `${index},p,1396437466`).join('\n');
    await run('clicks', `s,i,t\n${rows}`, 'session=s,item=i,time=t:s');
    expect(batches.map((batch) => batch.events.length)).toEqual([500, 500, 201]);
  });

  it('tells channels apart', async () => {
    await run(
      'clicks',
      's,i,t,c\n1,p,1396437466,Call Centre\n1,p,1396437467,\n',
      'session=s,item=i,time=t:s,channel=c',
    );
    expect(batches.map((batch) => batch.channel)).toEqual(['call_centre', 'import']);
  });

  it.each([
    ['an unknown field', 'sesion=s,item=i,time=t', 'no field "sesion"'],
    ['no time', 'session=s,item=i', 'clicks need time'],
    ['nobody', 'item=i,time=t', 'one of session, visitor, customer is needed'],
    ['an entry without column', 'session', '"session" is not field=Column'],
    ['a column that is not there', 'session=x,item=i,time=t', 'has no column x'],
  ])('says what is wrong with a map that has %s', async (_, map, message) => {
    await expect(async () => run('clicks', 's,i,t\n', map)).rejects.toThrow(message);
  });

  it('reads the map from a JSON file', () => {
    const file = join(folder, 'map.json');
    writeFileSync(file, JSON.stringify({ session: 'S', item: 'I', time: 'At:UTC:ms' }));
    expect(readImportMap(file, 'clicks').time).toEqual({ column: 'At:UTC', unit: 'ms' });
  });

  it.each([
    ['in a file', () => writeMap({ order: 'O', item: 'I' })],
    ['behind a space', () => 'item=Sku, order=Order'],
  ])('takes rows for orders where the map names an order %s', (_, map) => {
    expect(toImportKind(undefined, readColumns(map()))).toBe('orders');
  });

  function writeMap(map: object): string {
    const file = join(folder, 'orders.json');
    writeFileSync(file, JSON.stringify(map));
    return file;
  }
});
