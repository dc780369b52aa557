import { defineTexts } from '../i18n.js';

/** What stands between and around words, as each language has it. */
export const markTexts = defineTexts('marks', {
  fr: { named: '{{name}} : {{value}}', quoted: '« {{text}} »' },
  en: { named: '{{name}}: {{value}}', quoted: '“{{text}}”' },
});
