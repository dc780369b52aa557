import type { Purpose } from '@sillage/protocol';

/**
 * What a source says of one of its own names (a category, service, purpose): `true` and `false` are the visitor's answer,
 * `null` is a name that it asks about and has no answer to, `undefined` one that it doesn't know.
 */
export type StateOf = (name: string) => boolean | null | undefined;

/** What the proof tells of the source besides its name. */
export interface Evidence {
  version?: string | undefined;
  /** The source's own id of this consent, or its TC string. */
  consentId?: string | undefined;
}

/** Tells what the source says now: once when it is found, then whenever the visitor answered it. */
export type Report = (stateOf: StateOf, evidence?: Evidence) => void;

/** How one consent manager, framework or signal is heard. It reads, and never changes anything of it. */
export interface Adapter<Found = unknown> {
  name: string;
  /** Names that stand for each purpose where the shop gives none; all of those that the source knows must be granted. */
  names: Record<Purpose, string>;
  /** Of the names that the shop gives, those that may be meant for this source; without, all words. */
  vocabulary?: RegExp;
  /** What there is to listen to; `undefined` as long as it is not there, or not ready. */
  find(): Found | undefined;
  watch(found: Found, report: Report, names: readonly string[]): void;
}
