import { expect, it } from 'vitest';
import { nothingOffered } from '../testing/nothing-offered.js';
import { site } from '../testing/site.js';
import { tellKept } from './tell-kept.js';
import { createTeller } from './teller.js';

const at = Date.UTC(2026, 10, 2, 23, 30);

it('says what is kept for ever where the site keeps it so', () => {
  const teller = createTeller({ site, language: 'en' }, nothingOffered);
  const forEver = tellKept({ ...site, retentionDays: 0 }, { visitorUntil: at }, teller);
  expect(forEver).toMatchObject({ eventDays: 0, visitorUntil: at });
  expect(forEver.sentences.slice(0, 2)).toEqual([
    'Your visits and what follows from them: until you erase them.',
    'This browser’s identifier: until 3 November 2026, never prolonged.',
  ]);
});

it.each([
  [
    'fr',
    [
      'Vos visites et ce qui s’en déduit : 760 jours, puis c’est effacé.',
      'Sauf recherches, réponses aux enquêtes : 30 jours.',
      'Sauf commandes : tant que vous ne les effacez pas.',
    ],
  ],
  [
    'en',
    [
      'Your visits and what follows from them: 760 days, then they are erased.',
      'Except searches, answers to surveys: 30 days.',
      'Except orders: until you erase them.',
    ],
  ],
] as const)('says in %s of which events it is another time', (language, sentences) => {
  const retention = { search: 30, survey_answered: 30, purchase: 0, page_view: 760 };
  const kept = tellKept({ ...site, retention }, {}, createTeller({ site, language }, nothingOffered));
  expect(kept.sentences.slice(0, 3)).toEqual(sentences);
  expect(kept.sentences[3]).not.toMatch(/^(Sauf|Except)/);
  expect(kept.eventDaysByType).toEqual({ search: 30, survey_answered: 30, purchase: 0 });
});
