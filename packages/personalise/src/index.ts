export { createPersonalise } from './create-personalise.js';
export { createDefinitionRoutes, type DefinitionRoutesOptions } from './definitions/definition-routes.js';
export { type DefinitionsCopy, type DefinitionsOptions, openDefinitions } from './definitions/definitions-copy.js';
export type { PersonaliseOptions, Standing } from './personalise-options.js';
