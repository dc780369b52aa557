import { type ChainReport, ChainVerifier, type ProofHead, readConsentRow } from '@sillage/warehouse';
import type { MemoryWarehouse } from './memory-warehouse.js';

/** The proofs that were loaded, in the order in which they were. */
export function loadedProofs({ lines }: MemoryWarehouse) {
  return lines.consents.map(readConsentRow).map((proof) => {
    if (!proof.link) throw new Error('A proof was loaded without its place in a chain.');
    return { ...proof, link: proof.link };
  });
}

/** A report of each chain that was loaded. */
export function verifyLoaded(warehouse: MemoryWarehouse, heads: readonly ProofHead[]): ChainReport[] {
  const proofs = loadedProofs(warehouse);
  const chains = [...new Set(proofs.map(({ link }) => link.chain))];
  return chains.map((chain) => {
    const noted = heads.filter((head) => head.chain === chain);
    const verifier = new ChainVerifier(chain, noted);
    const ofChain = proofs.filter(({ link }) => link.chain === chain).sort((a, b) => a.link.number - b.link.number);
    for (const proof of ofChain) verifier.add(proof);
    return verifier.end(noted.at(-1)?.number);
  });
}
