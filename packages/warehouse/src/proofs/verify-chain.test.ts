import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProofLink, StoredConsent } from '../stored-event.js';
import { canonicalProof, firstPreviousHash, linkProof } from './proof-hash.js';
import { ChainVerifier } from './verify-chain.js';

type Proof = StoredConsent & { link: ProofLink };

const chain = '44444444-4444-8444-8444-444444444444';

const proofOf = (number: number): StoredConsent => ({
  proofId: `22222222-2222-4222-8222-${String(number).padStart(12, '0')}`,
  site: 'shop',
  visitor: '11111111-1111-4111-8111-111111111111',
  states: { measurement: 'granted', personalisation: 'denied' },
  decidedAt: 1_790_000_000_001 + number,
  expiresAt: 1_805_000_000_999,
  policyVersion: '1',
  bannerTextHash: '',
  language: 'fr',
  sourceName: 'api',
  sourceVersion: '',
  sourceConsentId: 'é"\u2028',
  gpc: false,
  sdk: 'sillage-js/0.1.0',
});

function makeChain(length: number): Proof[] {
  const proofs: Proof[] = [];
  let before = { chain, number: 0, hash: firstPreviousHash };
  for (let number = 1; number <= length; number += 1) {
    const proof = linkProof(proofOf(number), before);
    proofs.push(proof);
    before = proof.link;
  }
  return proofs;
}

/** As ClickHouse gives them: by number. */
function verify(proofs: readonly Proof[], head: ProofLink | undefined, lastNumber = head?.number) {
  const verifier = new ChainVerifier(chain, head ? [head] : []);
  for (const proof of [...proofs].sort((a, b) => a.link.number - b.link.number)) verifier.add(proof);
  return verifier.end(lastNumber);
}

const headOf = (proofs: readonly Proof[]) => proofs.at(-1)?.link;
const change = (proofs: Proof[], index: number, changes: object) =>
  proofs.map((proof, at) => (at === index ? { ...proof, ...changes } : proof));
const exchange = (proofs: Proof[], a: number, b: number, isLinkKept: boolean) =>
  proofs.map((proof, at) => {
    const other = at === a ? proofs[b] : at === b ? proofs[a] : undefined;
    if (!other) return proof;
    // with its hashes, or with those of the place to which it was moved
    return { ...other, link: isLinkKept ? proof.link : { ...other.link, number: proof.link.number } };
  });
const rewrite = (proofs: Proof[], from: number) => {
  const forged = change(proofs, from, { gpc: true }).slice(0, from + 1);
  for (const proof of [...forged.splice(from), ...proofs.slice(from + 1)]) {
    const before = forged.at(-1)?.link ?? { chain, number: 0, hash: firstPreviousHash };
    forged.push(linkProof(proof, before));
  }
  return forged;
};

it('hashes what RFC 8785 makes of a proof', () => {
  const place = { chain, number: 1, previousHash: firstPreviousHash };
  const canonical = canonicalProof(proofOf(1), place);
  const members = Object.keys(JSON.parse(canonical));
  expect(members).toEqual([...members].sort());
  expect(JSON.parse(canonical)).toEqual({ ...proofOf(1), ...place });
  expect(canonical).not.toMatch(/[:,] /);
});

describe('a chain', () => {
  const whole = makeChain(10);

  it('that nobody touched is intact, with its head', () => {
    const { chain: _, number, hash } = headOf(whole) as ProofLink;
    const head = { chain, number, hash };
    const told = { chain, proofs: 10, head, isHeadKnown: true, faults: [], faultCount: 0 };
    expect(verify(whole, headOf(whole))).toEqual(told);
    expect(verify(whole, whole[4]?.link, 10)).toEqual(told);
    expect(verify(whole, undefined)).toEqual({ ...told, isHeadKnown: false });
  });

  it.each([
    [
      'a changed state',
      change(whole, 3, { states: { measurement: 'granted', personalisation: 'granted' } }),
      [['changed', 4]],
    ],
    ['a changed time', change(whole, 0, { decidedAt: 1 }), [['changed', 1]]],
    ['a changed visitor of the last', change(whole, 9, { visitor: chain }), [['changed', 10]]],
    ['a removed one', whole.toSpliced(4, 1), [['missing', 6]]],
    ['the first removed', whole.slice(1), [['missing', 2]]],
    ['the last removed', whole.slice(0, -1), [['cut', 10]]],
    ['all removed', [], [['cut', 10]]],
    [
      'two exchanged with their hashes',
      exchange(whole, 2, 3, false),
      [
        ['reordered', 3],
        ['reordered', 4],
        ['unlinked', 5],
      ],
    ],
    [
      'two exchanged without their hashes',
      exchange(whole, 2, 6, true),
      [
        ['changed', 3],
        ['changed', 7],
      ],
    ],
    ['one that is there twice', [...whole, whole[5] as Proof], [['repeated', 6]]],
    [
      'one that was hashed again',
      change(whole, 4, linkProof({ ...proofOf(5), gpc: true }, whole[3]?.link as ProofLink)),
      [['unlinked', 6]],
    ],
    ['all hashed again from one on', rewrite(whole, 4), [['replaced', 10]]],
    [
      'one that the node never wrote',
      [...whole, linkProof(proofOf(11), whole[9]?.link as ProofLink)],
      [['unknown', 11]],
    ],
  ])('with %s is told where it is broken', (_title, proofs, faults) => {
    const report = verify(proofs as Proof[], headOf(whole));
    expect(report.faults.map(({ kind, number }) => [kind, number])).toEqual(faults);
    expect(report.faultCount).toBe(faults.length);
  });

  it('that is broken everywhere tells the first faults and how many there are', () => {
    const long = makeChain(200).map((proof) => ({ ...proof, gpc: true }));
    const report = verify(long, undefined);
    expect(report).toMatchObject({ faultCount: 200, proofs: 200 });
    expect(report.faults).toHaveLength(20);
  });

  it('in which any text of any proof differs is broken', () => {
    const fields = ['proofId', 'visitor', 'policyVersion', 'bannerTextHash', 'language', 'sourceName', 'sdk'] as const;
    fc.assert(
      fc.property(fc.nat(9), fc.constantFrom(...fields), fc.string({ minLength: 1 }), (index, field, text) => {
        const forged = change(whole, index, { [field]: `${whole[index]?.[field]}${text}` });
        expect(verify(forged, headOf(whole)).faults).toMatchObject([{ kind: 'changed', number: index + 1 }]);
      }),
    );
  });
});
