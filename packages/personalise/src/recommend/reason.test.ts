import { describe, expect, it } from 'vitest';
import { type ProductReason, tellProductReason } from './reason.js';

const names: Record<string, string> = { T1: 'Tente Cairn', 'dormir/tentes': 'Tentes' };
const nameOf = (key: string) => names[key];

describe('the reason of a product', () => {
  it.each<[ProductReason, string, string]>([
    [{ kind: 'session', of: 'T1' }, 'fr-FR', 'Vu par des visiteurs qui ont regardé « Tente Cairn »'],
    [{ kind: 'session', of: 'T1' }, 'en', 'Seen by visitors who looked at “Tente Cairn”'],
    [{ kind: 'session', of: 'gone' }, 'en-GB', 'Seen by visitors who looked at the same products'],
    [{ kind: 'bought_together', of: 'T1' }, 'fr', 'Souvent acheté avec « Tente Cairn »'],
    [{ kind: 'bought_together', of: 'T1' }, 'de', 'Often bought with “Tente Cairn”'],
    [{ kind: 'popular', of: 'dormir/tentes' }, 'fr', 'Très regardé en ce moment dans « Tentes »'],
    [{ kind: 'popular' }, 'fr', 'Très regardé en ce moment'],
    [{ kind: 'recently_viewed' }, 'fr', 'Vous l’avez regardé récemment'],
    [{ kind: 'pinned' }, 'en', 'Featured by the shop'],
  ])('%j in %s is "%s"', (reason, locale, sentence) => {
    expect(tellProductReason(reason, locale, { nameOf })).toBe(sentence);
  });
});
