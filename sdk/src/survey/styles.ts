import { adoptStyles } from '../browser/adopt-styles.js';

/** Only what the form can't be without; in a layer, any rule of the shop's weighs more. */
const rules = `@layer sillage{
.sillage-survey{display:grid;gap:var(--sillage-gap,1em);position:relative;justify-items:start}
.sillage-survey fieldset{border:0;margin:0;padding:0;min-width:0}
.sillage-survey legend{padding-inline-end:2.5em}
.sillage-survey-scores{display:flex;flex-wrap:wrap;gap:.25em;margin-block:.5em}
.sillage-survey-scores label{display:grid;justify-items:center;align-content:center;min-width:2.75em;min-height:2.75em}
.sillage-survey-ends{display:flex;justify-content:space-between;gap:1em;margin:0;font-size:.875em}
.sillage-survey textarea{width:100%;font:inherit;box-sizing:border-box}
.sillage-survey button{font:inherit;min-height:2.75em;min-width:2.75em;cursor:pointer}
.sillage-survey .sillage-dismiss{position:absolute;inset:0 0 auto auto}
}`;

let isAdopted = false;

/** Once a page, however many surveys there are. */
export function adoptSurveyStyles(): void {
  if (!isAdopted) adoptStyles(rules, document);
  isAdopted = true;
}
