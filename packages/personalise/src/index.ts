export { createPersonalise } from './create-personalise.js';
export type { PersonaliseOptions, Standing } from './personalise-options.js';
