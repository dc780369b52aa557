import type { CatalogueProduct, Fault } from '@sillage/protocol';

/** One product of a feed: read, or told why not. */
export type FeedEntry = ReadEntry | RefusedEntry;

export interface ReadEntry {
  product: CatalogueProduct;
  isRemoved: boolean;
}

export interface RefusedEntry {
  /** Where it begins, from 1. */
  line: number;
  /** Where it could be read. */
  id?: string;
  errors: Fault[];
}

/** From here on nothing of a feed can be read. */
export class FeedError extends Error {
  constructor(
    readonly line: number,
    readonly detail: string,
  ) {
    super(`line ${line}: ${detail}`);
    this.name = 'FeedError';
  }
}

export function refuse(line: number, detail: string): RefusedEntry {
  return { line, errors: [{ pointer: '#', code: 'invalid', detail }] };
}
