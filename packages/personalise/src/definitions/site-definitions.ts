import type { Defined, Language, Offer, Slot } from '@sillage/protocol';
import type { Identified } from '@sillage/protocol/definition-schema';

/** All that the people of one site have defined. */
export interface SiteDefinitions {
  slots: ReadonlyMap<string, Defined<Slot>>;
  offers: ReadonlyMap<string, Defined<Offer>>;
  segments: ReadonlyMap<string, Defined<Identified>>;
  /** By slot, in the order in which they are tried (`rankOffers`); drafts and paused ones too, for previews. */
  offersIn: ReadonlyMap<string, readonly Offer[]>;
}

export const noDefinitions: SiteDefinitions = {
  slots: new Map(),
  offers: new Map(),
  segments: new Map(),
  offersIn: new Map(),
};

/** The highest priority first, then what is expected to earn most; the id decides between equals, so that the order holds. */
export function rankOffers(offers: readonly Offer[]): Offer[] {
  return [...offers].sort(
    (a, b) =>
      b.priority - a.priority ||
      (b.expectedValueMinor ?? 0) - (a.expectedValueMinor ?? 0) ||
      (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  );
}

/** What a segment is called, in one text or by language. */
export function nameOfSegment({ segments }: SiteDefinitions, id: string, language: Language): string | undefined {
  const name = segments.get(id)?.name;
  const text =
    typeof name === 'object' && name !== null ? (name as Partial<Record<Language, unknown>>)[language] : name;
  return typeof text === 'string' && text !== '' ? text : undefined;
}
