import type { InterestSettings, SegmentTree, Site } from '@sillage/protocol';
import type { SegmentQuestion } from '@sillage/warehouse';

export interface QuestionSettings {
  interestSettings(site: Site): InterestSettings;
  /** Milliseconds since 1970. */
  clock(): number;
}

/** Who meets a tree now, as the site counts interests and names its products. */
export function toQuestion(
  site: Site,
  tree: SegmentTree,
  { interestSettings, clock }: QuestionSettings,
): SegmentQuestion {
  const { id, productIds } = site;
  return { site: id, tree, now: clock(), interests: interestSettings(site), ...(productIds && { productIds }) };
}
