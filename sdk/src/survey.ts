export { buildSurvey } from './survey/build-survey.js';
