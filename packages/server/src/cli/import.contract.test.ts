import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askHistory, type Boutique, createBoutique, logger } from '../testing/boutique.js';
import { runImport } from './import.js';

interface Click {
  session: number;
  item: number;
  /** Milliseconds. */
  at: number;
}

/** 40 sessions of 1 to 20 clicks, in the file's order by time, with repeated items and equal times. */
function makeClicks(): Click[] {
  const clicks: Click[] = [];
  for (let session = 1; session <= 40; session++) {
    const start = Date.UTC(2014, 3, 1) + session * 1_000;
    for (let click = 0; click < 1 + ((session * 7) % 20); click++) {
      clicks.push({ session, item: 1_000 + ((session * click) % 9), at: start + Math.floor(click / 2) * 61_250 });
    }
  }
  return clicks.sort((a, b) => a.at - b.at);
}

describe('sillage import', () => {
  const clicks = makeClicks();
  let boutique: Boutique;
  let file: string;
  const said: string[] = [];
  const io = { out: (text: string) => said.push(text), err: (text: string) => said.push(text) };

  beforeEach(async () => {
    boutique = await createBoutique();
    file = join(boutique.folder, 'clicks.txt');
    const lines = clicks.map(({ session, item, at }) => `${session}\t${item}\t${at / 1000}`);
    writeFileSync(file, `SessionId\tItemId\tTime\n${lines.join('\n')}\n`);
  });
  afterEach(() => boutique.remove());

  const run = (fetch: typeof globalThis.fetch = globalThis.fetch) =>
    runImport(
      file,
      { map: 'session=SessionId,customer=SessionId,item=ItemId,time=Time:s', keepForEver: true },
      { config: boutique.config, logger, secretKey: undefined, fetch, io, hasBar: false },
    );

  it('brings what the file holds, and nothing at the second run, with a server or without', async () => {
    const refuse = () => Promise.reject(new Error('no server should be asked'));
    const whole = { rows: clicks.length, events: clicks.length, refused: {} };
    expect(await run(refuse)).toEqual({ ...whole, accepted: clicks.length, duplicates: 0 });
    expect(await run(refuse)).toEqual({ ...whole, accepted: 0, duplicates: clicks.length });

    const server = await boutique.start();
    try {
      expect(await run()).toEqual({ ...whole, accepted: 0, duplicates: clicks.length });
      for (const session of [1, 12, 33]) {
        const history = await askHistory(server.url, boutique.secretKey, { customerId: String(session) });
        const expected = clicks.filter((click) => click.session === session);
        expect(history.visits).toBe(1);
        expect(history.firstVisitAt).toBe(expected[0]?.at);
        expect(history.lastVisitAt).toBe(expected.at(-1)?.at);
        const told = history.sessions.flatMap(({ pages }) =>
          pages.map((page) => ({ session, item: Number(page.products[0]?.productId), at: page.viewedAt })),
        );
        expect(told).toEqual(expected);
      }
    } finally {
      await server.stop();
    }
    expect(said.at(-1)).toBe(
      `${clicks.length} rows, ${clicks.length} clicks: 0 taken, ${clicks.length} known before, 0 refused.`,
    );
  });

  it('goes by the announcement of a server that was killed only when it answers', async () => {
    const gone = { url: 'http://127.0.0.1:1', operatorKey: 'sk_gone' };
    const server = await boutique.start();
    await server.stop();
    writeFileSync(join(boutique.config.dataDir, 'server.json'), JSON.stringify(gone));
    expect(await run()).toMatchObject({ accepted: clicks.length });
  });

  it('reads a map in a file before it says what the rows are', async () => {
    const map = join(boutique.folder, 'map.json');
    writeFileSync(map, JSON.stringify({ customer: 'SessionId', order: 'SessionId', time: 'Time:s' }));
    const given = { config: boutique.config, logger, secretKey: undefined, fetch, io, hasBar: false };
    await expect(runImport(file, { map }, given)).rejects.toThrow('--map: orders need item');
  });

  it.each([
    [{ kind: 'visits' }, '--kind visits: one of clicks, orders'],
    [{ site: 'other' }, '--site: one of boutique'],
    [{ server: 'https://elsewhere.example' }, 'SILLAGE_SECRET_KEY'],
  ])('says what is wrong with %j', async (flags, message) => {
    const given = { config: boutique.config, logger, secretKey: undefined, fetch, io, hasBar: false };
    await expect(
      runImport(file, { map: 'session=SessionId,item=ItemId,time=Time:s', ...flags }, given),
    ).rejects.toThrow(message);
  });
});
