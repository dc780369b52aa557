export { createPersonalise } from './create-personalise.js';
export { type Decided, decide } from './decide/decide.js';
export type { DecisionInput, KnownPerson } from './decide/decision-input.js';
export { type FactsByKind, toFactsByKind } from './decide/facts-by-kind.js';
export type { Stock } from './decide/find-moment.js';
export { createDefinitionRoutes, type DefinitionRoutesOptions } from './definitions/definition-routes.js';
export { type DefinitionsCopy, type DefinitionsOptions, openDefinitions } from './definitions/definitions-copy.js';
export { nameOfSegment, type SiteDefinitions } from './definitions/site-definitions.js';
export type { PersonaliseOptions, Standing } from './personalise-options.js';
