export { createPersonalise } from './create-personalise.js';
export type { AcceptedEvent } from './live/live-visit.js';
export { LiveVisitors, type LiveVisitorsOptions } from './live/live-visitors.js';
export type { PersonaliseOptions, Standing } from './personalise-options.js';
export {
  type Click,
  type Evaluation,
  type EvaluationOptions,
  evaluateProposals,
  type ProposalQuery,
} from './recommend/evaluate.js';
export type { NeighbourOptions } from './recommend/neighbour-options.js';
export type { ProposedProduct } from './recommend/proposal.js';
export {
  type ProductReason,
  type ProductReasonKind,
  productReasonKinds,
  tellProductReason,
} from './recommend/reason.js';
export {
  type ProductSource,
  Recommender,
  type RecommenderOptions,
  type RecommendRequest,
} from './recommend/recommender.js';
export type { Boost, RecommendRules } from './recommend/rules.js';
