import type { ProofHead, ProofLink } from '@sillage/warehouse';

/** The last proof of a chain, and with which beginning of chains it was begun: see `StateTables.proofChains`. */
export interface KnownProofHead extends ProofHead {
  chains: number;
}

/** The heads with this one last, in the place of the one before it. */
export function addProofHead(
  heads: readonly KnownProofHead[],
  { chain, number, hash }: ProofLink,
  chains: number,
): KnownProofHead[] {
  return [...heads.filter((head) => head.chain !== chain), { chain, number, hash, chains }];
}
