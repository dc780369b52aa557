import { firstPreviousHash, linkProof, type ProofHead, type StoredConsent, WarehouseError } from '@sillage/warehouse';
import { expect, test } from 'vitest';
import { createHarness, secretKey } from '../testing/ingest-harness.js';
import { consentRecord } from '../testing/journal-records.js';
import { hashBannerText } from './canonical-text.js';
import type { ProofSources } from './proof-routes.js';

const chain = '44444444-4444-8444-8444-444444444444';

function makeChain(length: number, consent: Partial<StoredConsent> = {}) {
  const proofs = [];
  let before: ProofHead = { chain, number: 0, hash: firstPreviousHash };
  for (let count = 0; count < length; count += 1) {
    const proof = linkProof(consentRecord(consent).consent, before);
    proofs.push(proof);
    before = proof.link;
  }
  return proofs;
}

type Proofs = ReturnType<typeof makeChain>;

/** The routes over these proofs, of which the node knows these heads: the first when it is asked first, then the second. */
function ask(proofs: Proofs, heads: readonly (readonly ProofHead[])[], changes: Partial<ProofSources> = {}) {
  const answers = [...heads];
  const unused = () => Promise.reject(new Error('not asked for'));
  const store: ProofSources['store'] = {
    proofs: async function* () {
      yield* proofs;
    },
    bannerTexts: async () => [],
    subjectVisitors: unused,
    putBannerText: unused,
  };
  const proofHeads = () => (answers.length > 1 ? answers.shift() : answers[0]) ?? [];
  const ledger = { proofHeads, loaded: async () => true };
  const { request } = createHarness({ proofs: { store, ledger, builtInTexts: () => [], ...changes } });
  return (path: string, init: RequestInit = {}) =>
    request(path, {
      ...init,
      headers: { Authorization: `Bearer ${secretKey}`, 'Sillage-Site': 'boutique', ...init.headers },
    });
}

const headOf = (proofs: Proofs) => proofs.slice(-1).map(({ link }) => link);

test('proofs that are written while a chain is read are no fault', async () => {
  const proofs = makeChain(3);
  const reply = await ask(proofs, [headOf(proofs.slice(0, 2)), headOf(proofs)])('/v1/proofs/verify');
  expect(await reply.json()).toMatchObject({ isIntact: true, chains: [{ proofs: 3, isHeadKnown: true }] });
  expect(reply.headers.get('Cache-Control')).toBe('private, no-store');
});

test('a proof that the node never wrote is one', async () => {
  const proofs = makeChain(3);
  const reply = await ask(proofs, [headOf(proofs.slice(0, 2))])('/v1/proofs/verify');
  expect(await reply.json()).toMatchObject({ isIntact: false, chains: [{ faults: [{ kind: 'unknown', number: 3 }] }] });
});

test('of another node’s chain the end is not known', async () => {
  const reply = await ask(makeChain(3), [[]])('/v1/proofs/verify');
  expect(await reply.json()).toMatchObject({ isIntact: true, chains: [{ proofs: 3, isHeadKnown: false }] });
});

test('proofs from before there were chains are counted apart', async () => {
  const old = { ...consentRecord().consent, link: { chain: '', number: 0, previousHash: '', hash: '' } };
  const proofs = makeChain(1);
  const reply = await ask([old, old, ...proofs], [headOf(proofs)])('/v1/proofs/verify');
  expect(await reply.json()).toMatchObject({ isIntact: true, unchained: 2, chains: [{ proofs: 1 }] });
});

test('while the last proofs are not in ClickHouse nothing is said', async () => {
  const ledger = { proofHeads: () => [], loaded: async () => false };
  const reply = await ask([], [], { ledger })('/v1/proofs/verify');
  expect(reply.status).toBe(503);
  expect(reply.headers.get('Retry-After')).toBe('10');
  expect(await reply.json()).toMatchObject({ code: 'warehouse_unavailable' });
});

test('ClickHouse away is a problem, and an export that breaks off has no last line', async () => {
  const away = () => Promise.reject(new WarehouseError('unavailable', 'away'));
  const proofs = makeChain(2);
  let reads = 0;
  const store = {
    // the verification reads it whole, then the export does not
    proofs: async function* () {
      yield* proofs;
      reads += 1;
      if (reads > 1) await away();
    },
    bannerTexts: away,
    subjectVisitors: away,
    putBannerText: away,
  };
  const request = ask(proofs, [headOf(proofs)], { store });
  expect((await request('/v1/banner-texts')).status).toBe(503);
  const body = JSON.stringify({ customerId: 'K-1' });
  expect((await request('/v1/proofs/export', { method: 'POST', body })).status).toBe(503);
  const cut = await request('/v1/proofs/export', { method: 'POST', body: '{"all":true}' });
  await expect(cut.text()).rejects.toThrow();
});

test('an export of a customer is of that person’s visitors alone, not of others’ who had the same browser', async () => {
  const proofs = makeChain(2);
  const asked: unknown[] = [];
  const store = {
    proofs: async function* ({ visitors }: { visitors?: readonly string[] }) {
      asked.push(visitors);
      yield* proofs;
    },
    bannerTexts: async () => [],
    subjectVisitors: async () => ({ customerIds: ['K-1'], own: ['v-1'], shared: ['v-2'] }),
    putBannerText: () => Promise.reject(new Error('not asked for')),
  };
  const request = ask(proofs, [headOf(proofs)], { store });
  await (await request('/v1/proofs/export', { method: 'POST', body: '{"customerId":"K-1"}' })).text();
  expect(asked).toEqual([undefined, ['v-1']]);
});

test('a built-in text is told beside the proofs that refer to it', async () => {
  const text = 'Vos choix\nTout refuser';
  const bannerTextHash = hashBannerText(text);
  const builtInTexts = () => [{ language: 'fr', text }];
  const proofs = makeChain(1, { bannerTextHash });
  const request = ask(proofs, [headOf(proofs)], { builtInTexts });
  const told = await (await request('/v1/proofs/export', { method: 'POST', body: '{"all":true}' })).text();
  const lines = told.split('\n').filter((line) => line.includes('"bannerText"'));
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { type: 'bannerText', isKnown: true, hash: bannerTextHash, language: 'fr', text, from: 'sillage' },
  ]);
  expect(await (await request('/v1/banner-texts')).json()).toMatchObject({ builtIn: [{ hash: bannerTextHash }] });
});

test.each([
  ['POST', '/v1/proofs/export', '{}', 422],
  ['POST', '/v1/proofs/export', '{"all":true,"customerId":"K-1"}', 422],
  ['POST', '/v1/proofs/export', '{"visitorToken":"v1.forged.token"}', 401],
  ['POST', '/v1/proofs/export', 'nonsense', 400],
  ['PUT', '/v1/banner-texts', '{"language":"fr","text":" \\n "}', 422],
  ['PUT', '/v1/banner-texts', '{"language":"français","text":"Oui"}', 422],
  ['PUT', '/v1/banner-texts', `{"language":"fr","text":"Oui","hash":"${'0'.repeat(64)}"}`, 422],
  ['GET', '/v1/proofs/verify?head=1', undefined, 422],
  ['GET', '/v1/proofs/verify', undefined, 422, { 'Sillage-Site': '' }],
])('%s %s with %s is refused', async (method, path, body, status, headers?: Record<string, string>) => {
  const reply = await ask([], [[]])(path, { method, ...(headers && { headers }), ...(body !== undefined && { body }) });
  expect(reply.status).toBe(status);
});
