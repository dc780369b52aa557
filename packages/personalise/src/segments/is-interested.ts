import type { Interest, InterestCondition } from '@sillage/protocol';

/**
 * Whether the interest that a condition asks for is among a person's, as strong as it asks. Scores and shares are compared in
 * millionths, so that the last bit of a sum, which depends on its order, says nothing: the warehouse's SQL says the same.
 */
export function isInterested(condition: InterestCondition, interests: readonly Interest[]): boolean {
  const { kind, key, top, minScore = 0, minShare = 0 } = condition;
  const interest = interests.find((one) => one.kind === kind && one.key === key);
  if (!interest || interest.score <= 0) return false;
  if (millionths(interest.score) < millionths(minScore)) return false;
  if (millionths(interest.share) < millionths(minShare)) return false;
  if (top === undefined) return true;
  const peers = interests.filter((one) => one.kind === kind && (kind !== 'topic' || levelOf(one.key) === levelOf(key)));
  return peers.filter((one) => millionths(one.score) > millionths(interest.score)).length < top;
}

const millionths = (value: number) => Math.floor(value * 1_000_000 + 0.5);
const levelOf = (topic: string) => topic.split('/').length;
