import { createHash } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { logger } from '../testing/boutique.js';
import { bannerText, bannerTextHash, openProvenBoutique, type ProvenBoutique } from '../testing/proven-boutique.js';
import { addText, type ExportFlags, runExport, runVerify, type VerifyFlags } from './consent.js';

let shop: ProvenBoutique;
let said: string[];

beforeAll(async () => {
  shop = await openProvenBoutique();
  said = [];
  expect(await verify()).toBe(0);
  await shop.run('CREATE TABLE untouched AS consents ENGINE = MergeTree ORDER BY (site, number)');
  await shop.run('INSERT INTO untouched SELECT * FROM consents');
});
afterAll(() => shop.close());
beforeEach(() => {
  said = [];
});

const given = () => ({
  config: shop.boutique.config,
  logger,
  secretKey: shop.boutique.secretKey,
  fetch,
  io: { out: (line: string) => said.push(line), err: () => undefined },
});
const verify = (flags: VerifyFlags = {}) => runVerify(flags, given());
async function exportLines(flags: ExportFlags) {
  said = [];
  await runExport(flags, given());
  return said.map((line) => JSON.parse(line) as Record<string, unknown>);
}
const ofType = (lines: Record<string, unknown>[], type: string) => lines.filter((line) => line.type === type);

describe('sillage consent verify', () => {
  const changed = 'what the proof says is not what was hashed';
  const cut = 'the end of the chain is missing';

  it('prints a line for a chain that is whole, with its head', async () => {
    expect(await verify()).toBe(0);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/^boutique chain [0-9a-f-]{36}: 6 proofs, intact; head [0-9a-f-]{36}:6:[0-9a-f]{64}$/);
    const head = said[0]?.split(' head ')[1] as string;
    expect(await verify({ head: [head] })).toBe(0);
  });

  it.each([
    ['a changed proof', 'ALTER TABLE consents UPDATE gpc = NOT gpc WHERE number = 2', 2, changed],
    ['a removed proof', 'DELETE FROM consents WHERE number = 3', 4, 'proofs are missing before this one'],
    ['the last proof removed', 'DELETE FROM consents WHERE number = 6', 6, cut],
    ['all proofs removed', 'TRUNCATE TABLE consents', 6, cut],
    [
      'two proofs in another order',
      'ALTER TABLE consents UPDATE number = if(number = 2, 5, 2) WHERE number IN (2, 5)',
      2,
      'the proof stood at another place',
    ],
    [
      'a proof twice',
      'INSERT INTO consents SELECT * FROM untouched WHERE number = 4',
      4,
      'there is more than one proof with this number',
    ],
  ])('finds %s', async (_title, tampering, number, detail) => {
    await shop.run(tampering);
    try {
      expect(await verify()).toBe(1);
      expect(said[0]).toContain(`BROKEN at proof ${number}`);
      expect(said[0]).toContain(detail);
    } finally {
      await shop.run('TRUNCATE TABLE consents');
      await shop.run('INSERT INTO consents SELECT * FROM untouched');
    }
    expect(await verify()).toBe(0);
  });

  it('finds by a head that the shop kept what the node itself does not know', async () => {
    const chain = '44444444-4444-8444-8444-444444444444';
    expect(await verify({ head: [`${chain}:7:${'a'.repeat(64)}`] })).toBe(1);
    expect(said.join('\n')).toContain(`chain ${chain}: BROKEN at proof 7: the end of the chain is missing`);
    await expect(verify({ head: ['nonsense'] })).rejects.toThrow('head: not <chain>:<number>:<hash>');
  });

  it('wants the secret key', async () => {
    for (const [method, path] of [
      ['GET', '/v1/proofs/verify'],
      ['POST', '/v1/proofs/export'],
      ['PUT', '/v1/banner-texts'],
      ['GET', '/v1/reports/consent'],
    ]) {
      const reply = await fetch(`${shop.server.url}${path}?site=boutique`, {
        method: method as string,
        headers: { Authorization: 'Bearer sk_wrong' },
      });
      expect([path, reply.status]).toEqual([path, 401]);
    }
  });
});

describe('sillage consent export', () => {
  it('tells all proofs, each with a hash that anybody can make again, and what came of the chain', async () => {
    const lines = await exportLines({ all: true });
    const proofs = ofType(lines, 'proof');
    expect(lines[0]).toMatchObject({ type: 'export', format: 1, of: 'all', isIntact: true, unchained: 0 });
    expect(ofType(lines, 'chain')).toMatchObject([{ proofs: 6, isHeadKnown: true, faults: [] }]);
    expect(proofs.map(({ number, isUnchanged }) => [number, isUnchanged])).toEqual(
      [1, 2, 3, 4, 5, 6].map((n) => [n, true]),
    );
    for (const { type: _, isUnchanged: __, hash, ...proof } of proofs) {
      const members = Object.keys(proof)
        .sort()
        .map((name) => [name, proof[name]]);
      const canonical = JSON.stringify(Object.fromEntries(members));
      expect(createHash('sha256').update(canonical).digest('hex')).toBe(hash);
    }
    const whole = said
      .slice(0, -1)
      .map((line) => `${line}\n`)
      .join('');
    const sha256 = createHash('sha256').update(whole).digest('hex');
    expect(lines.at(-1)).toEqual({ type: 'end', chains: 1, proofs: 6, bannerTexts: 1, sha256 });
  });

  it('says what a withdrawal took, and that a proof was changed', async () => {
    const states = ofType(await exportLines({ all: true }), 'proof').map((proof) => proof.states);
    expect(states[4]).toEqual({ measurement: 'granted', personalisation: 'withdrawn' });
    await shop.run("ALTER TABLE consents UPDATE policy_version = '9' WHERE number = 1");
    try {
      const lines = await exportLines({ all: true });
      expect(lines[0]).toMatchObject({ isIntact: false });
      expect(ofType(lines, 'chain')[0]).toMatchObject({ faults: [{ kind: 'changed', number: 1 }] });
      expect(ofType(lines, 'proof')[0]).toMatchObject({ number: 1, policyVersion: '9', isUnchanged: false });
    } finally {
      await shop.run("ALTER TABLE consents UPDATE policy_version = '1' WHERE number = 1");
    }
  });

  it('tells the proofs of one visitor, and no other, into a file of the owner', async () => {
    const output = join(shop.boutique.folder, 'proofs.jsonl');
    await runExport({ visitorToken: shop.lastToken, output }, given());
    const lines = readFileSync(output, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(ofType(lines, 'proof').map(({ number }) => number)).toEqual([3, 4, 5]);
    expect(new Set(ofType(lines, 'proof').map(({ visitor }) => visitor)).size).toBe(1);
    expect(statSync(output).mode & 0o777).toBe(0o600);
    await expect(runExport({ visitorToken: 'v1.x.y' }, given())).rejects.toThrow('401');
  });

  it('tells the proofs of a customer’s visitors', async () => {
    const visitor = ofType(await exportLines({ all: true }), 'proof')[0]?.visitor as string;
    await shop.run(
      `INSERT INTO persons (site, visitor, customer_id, proof, linked_at) VALUES ('boutique', '${visitor}', 'K-1', 'key', now64(3))`,
    );
    const lines = await exportLines({ customer: 'K-1' });
    expect(lines[0]).toMatchObject({ of: { customerId: 'K-1' } });
    expect(ofType(lines, 'proof').map(({ number }) => number)).toEqual([1, 6]);
    expect(ofType(await exportLines({ customer: 'K-2' }), 'proof')).toEqual([]);
  });

  it('takes a period, and says what it can not read', async () => {
    const all = ofType(await exportLines({ all: true }), 'proof');
    const from = new Date(all[3]?.decidedAt as number).toISOString();
    const told = ofType(await exportLines({ all: true, from }), 'proof');
    expect(told.map(({ number }) => number)).toEqual(
      all.filter(({ decidedAt }) => (decidedAt as number) >= Date.parse(from)).map(({ number }) => number),
    );
    expect(ofType(await exportLines({ all: true, to: '2020-01-01' }), 'proof')).toEqual([]);
    expect(() => runExport({ all: true, from: 'yesterday' }, given())).toThrow('--from yesterday');
    expect(() => runExport({}, given())).toThrow('whose proofs?');
  });

  it('tells the banner’s text once the shop kept it, and that it is not known before', async () => {
    const told = async () => ofType(await exportLines({ all: true }), 'bannerText');
    expect(await told()).toEqual([{ type: 'bannerText', isKnown: false, hash: bannerTextHash }]);
    const file = join(shop.boutique.folder, 'banner.txt');
    writeFileSync(file, `\ufeff${bannerText.replaceAll('\n', '\r\n\r\n')}\r\n`);
    said = [];
    await addText(file, { language: 'fr' }, given());
    await addText(file, { language: 'fr' }, given());
    expect(said).toEqual([bannerTextHash, bannerTextHash]);
    expect(await told()).toMatchObject([
      { isKnown: true, hash: bannerTextHash, language: 'fr', text: bannerText, from: 'shop' },
    ]);
    writeFileSync(file, Buffer.from([0xff, 0xfe]));
    expect(() => addText(file, { language: 'fr' }, given())).toThrow('not text in UTF-8');
  });

  it('works without a server that runs', async () => {
    await shop.server.stop();
    expect(await verify()).toBe(0);
    expect(ofType(await exportLines({ all: true }), 'proof')).toHaveLength(6);
    shop.server = await shop.boutique.start();
  });
});

describe('GET /v1/reports/consent', () => {
  const ask = async (query: string) => {
    const headers = { Authorization: `Bearer ${shop.boutique.secretKey}`, 'Sillage-Site': 'boutique' };
    const reply = await fetch(`${shop.server.url}/v1/reports/consent?${query}`, { headers });
    return (await reply.json()) as { decisions: object[] };
  };
  const counts = { grants: 0, partialGrants: 0, withdrawals: 0, partialWithdrawals: 0, firstGrants: 0 };
  const ofApi = { ...counts, grants: 2, partialGrants: 2, partialWithdrawals: 1, firstGrants: 3, visitors: 3 };

  it('counts decisions by source, by day and by page', async () => {
    const ofBanner = { ...counts, partialWithdrawals: 1, visitors: 1 };
    expect(await ask('by=source')).toMatchObject({
      refusals: 'not_counted',
      decisions: [
        { sourceName: 'api', sourceVersion: '', ...ofApi },
        { sourceName: 'tarteaucitron', sourceVersion: '1.34', ...ofBanner },
      ],
    });
    expect(await ask('by=day')).toMatchObject({
      decisions: [{ day: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/), ...ofApi, partialWithdrawals: 2, visitors: 3 }],
    });
    expect((await ask('by=page')).decisions).toMatchObject([
      { path: '', grants: 1, partialGrants: 1, partialWithdrawals: 2 },
      { path: '/sacs', partialGrants: 1, firstGrants: 1 },
      { path: '/tentes', grants: 1, firstGrants: 1 },
    ]);
    expect((await ask('from=2020-01-01&to=2020-02-01')).decisions).toEqual([]);
  });

  it.each(['by=nothing', 'from=2026-02-30', 'from=2026-11-22&to=2026-11-21', 'to=today'])(
    'refuses %s',
    async (query) => {
      expect(await ask(query)).toMatchObject({ code: 'invalid_request' });
    },
  );
});
