import { createHash } from 'node:crypto';
import type { Site } from '@sillage/protocol';
import { type ConsentStore, chainFaults, isProofUnchanged } from '@sillage/warehouse';
import type { BuiltInText } from './banner-texts.js';
import { hashBannerText } from './canonical-text.js';
import type { Verification } from './verify-proofs.js';

/** Whose proofs are told. */
export interface ExportScope {
  of: 'all' | { visitor: string } | { customerId: string };
  /** Absent: everybody's. */
  visitors?: readonly string[];
}

export interface ExportInput {
  site: Site;
  scope: ExportScope;
  /** Milliseconds since 1970 UTC. */
  period: { from?: number; to?: number };
  verification: Verification;
}

export interface ExportOptions {
  store: Pick<ConsentStore, 'proofs' | 'bannerTexts'>;
  builtInTexts(site: Site): readonly BuiltInText[];
  clock(): number;
}

/** The shape of the file; raised when a member changes its meaning. */
const format = 1;

/**
 * The lines of the file: `export`, a `chain` each, a `proof` each, a `bannerText` for each hash that a proof refers to,
 * known or not, and `end` with the SHA-256 of all before it.
 */
export async function* exportProofs(input: ExportInput, options: ExportOptions): AsyncGenerator<string> {
  const hash = createHash('sha256');
  const counts: Record<string, number> = {};
  for await (const { type, ...members } of tellAll(input, options)) {
    const line = `${JSON.stringify({ type, ...members })}\n`;
    hash.update(line, 'utf8');
    counts[type] = (counts[type] ?? 0) + 1;
    yield line;
  }
  const { chain = 0, proof = 0, bannerText = 0 } = counts;
  const end = { type: 'end', chains: chain, proofs: proof, bannerTexts: bannerText, sha256: hash.digest('hex') };
  yield `${JSON.stringify(end)}\n`;
}

type Line = { type: 'export' | 'chain' | 'proof' | 'bannerText' } & Record<string, unknown>;

async function* tellAll(
  { site, scope, period, verification }: ExportInput,
  options: ExportOptions,
): AsyncGenerator<Line> {
  const { id, name, policyVersion, timeZone } = site;
  const { verifiedAt, isIntact, unchained, chains } = verification;
  const of = { site: { id, name, policyVersion, timeZone }, of: scope.of, ...period };
  yield { type: 'export', format, madeAt: options.clock(), ...of, verifiedAt, isIntact, unchained };
  for (const { faults, ...chain } of chains) {
    yield { type: 'chain', ...chain, faults: faults.map((fault) => ({ ...fault, detail: chainFaults[fault.kind] })) };
  }
  const hashes = new Set<string>();
  // ClickHouse takes no empty list for "nobody"
  if (scope.visitors === undefined || scope.visitors.length > 0) {
    const visitors = scope.visitors && { visitors: scope.visitors };
    for await (const { link, ...proof } of options.store.proofs({ site: id, ...visitors, ...period })) {
      if (proof.bannerTextHash !== '') hashes.add(proof.bannerTextHash);
      yield { type: 'proof', ...proof, ...link, isUnchanged: isProofUnchanged({ ...proof, link }) };
    }
  }
  yield* tellTexts(site, hashes, options);
}

async function* tellTexts(site: Site, hashes: Set<string>, options: ExportOptions): AsyncGenerator<Line> {
  const builtIn = options
    .builtInTexts(site)
    .map((text) => ({ ...text, hash: hashBannerText(text.text), from: 'sillage' }));
  const kept = (await options.store.bannerTexts(site.id)).map((text) => ({ ...text, from: 'shop' }));
  const known = new Map<string, object>([...builtIn, ...kept].map((text) => [text.hash, text]));
  for (const hash of [...hashes].sort()) {
    const text = known.get(hash);
    yield text ? { type: 'bannerText', isKnown: true, ...text } : { type: 'bannerText', isKnown: false, hash };
  }
}
