export {
  type CatalogueCopy,
  type CatalogueCopyOptions,
  type CatalogueStats,
  openCatalogues,
} from './catalogue/catalogue-copy.js';
export { type CatalogueRoutesOptions, createCatalogueRoutes } from './catalogue/catalogue-routes.js';
export type { KnownProduct } from './catalogue/known-product.js';
export { SiteCatalogue } from './catalogue/site-catalogue.js';
export { createPersonalise } from './create-personalise.js';
export { type Decided, decide } from './decide/decide.js';
export { decideSlots, type SlotsInput } from './decide/decide-slots.js';
export type { DecisionInput, KnownPerson } from './decide/decision-input.js';
export { type FactsByKind, toFactsByKind } from './decide/facts-by-kind.js';
export type { ProductCatalogue } from './decide/fill-products.js';
export type { Stock } from './decide/find-moment.js';
export { createDefinitionRoutes, type DefinitionRoutesOptions } from './definitions/definition-routes.js';
export { type DefinitionsCopy, type DefinitionsOptions, openDefinitions } from './definitions/definitions-copy.js';
export { nameOfSegment, type SiteDefinitions } from './definitions/site-definitions.js';
export { toVisitorFacts } from './facts/to-visitor-facts.js';
export type { AcceptedEvent } from './live/live-visit.js';
export {
  LiveVisitors,
  type LiveVisitorsOptions,
} from './live/live-visitors.js';
export { createPersonRoutes, type PersonRoutesOptions } from './person-routes.js';
export type { CustomerStanding, PersonaliseOptions, Standing } from './personalise-options.js';
export {
  type Click,
  type Evaluation,
  type EvaluationOptions,
  evaluatedProducts,
  evaluateProposals,
  type ProposalQuestion,
  type ReplayedVisitor,
} from './recommend/evaluate.js';
export type { NeighbourOptions } from './recommend/neighbour-options.js';
export type { ProposedProduct } from './recommend/proposal.js';
export type { ProductSource, RecommendRequest } from './recommend/propose.js';
export {
  type ProductReason,
  type ProductReasonKind,
  productReasonKinds,
  tellProductReason,
} from './recommend/reason.js';
export { Recommender, type RecommenderOptions } from './recommend/recommender.js';
export type { Boost, RecommendRules } from './recommend/rules.js';
export { bareShelf, type Shelf } from './recommend/shelf.js';
export { createExemptReport, type ExemptReportOptions } from './reports/exempt-report.js';
export { createOffersNow, type OffersNowOptions } from './results/offers-now-route.js';
export {
  isInSegment,
  type SegmentSubject,
  type SegmentSubjectSettings,
  toSegmentSubject,
} from './segments/is-in-segment.js';
export { keepSegmentSizes, type SegmentSizesOptions } from './segments/keep-segment-sizes.js';
export { createSegmentRoutes, type SegmentRoutesOptions } from './segments/segment-routes.js';
