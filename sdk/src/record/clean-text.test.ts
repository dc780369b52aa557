import { cleanText as cleanOnServer } from '@sillage/protocol';
import { expect, it } from 'vitest';
import { cleanText } from './clean-text.js';

it.each([
  ['écrire à jean@exemple.fr, vite', 'écrire à [email] vite'],
  ['/compte/jean.dupont@example.fr/commandes', '/compte/[email]/commandes'],
  ['/compte/jean.dupont%40example.fr', '/compte/[email]'],
  ['/?utm_term=jean%40example.fr&page=2', '/?utm_term=[email]&page=2'],
  ['@boutique sur les réseaux', '@boutique sur les réseaux'],
  ['@jean@exemple.fr', '[email]'],
  ['3 @ 2.50 EUR', '3 @ 2.50 EUR'],
  ['/r/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.s5XcVbn-_x', '/r/[token]'],
  ['/reset/9f86d081884c7d659a2feaa0c55ad015a3bf4f1b', '/reset/[token]'],
  ['/reset/550e8400-e29b-41d4-a716-446655440000/done', '/reset/[token]/done'],
  ['/s/Zx81kQ-93jsLLq0a_Bwq1', '/s/[token]'],
  ['/fr/chaussures-de-randonnee-impermeables-2026', '/fr/chaussures-de-randonnee-impermeables-2026'],
  ['Sac à dos 30 L – Randonnée | Le Sillage', 'Sac à dos 30 L – Randonnée | Le Sillage'],
])('makes of %s: %s, as the server does', (text, expected) => {
  expect(cleanText(text)).toBe(expected);
  expect(cleanOnServer(text)).toBe(expected);
});

it.each(['%40', '%40a', 'a@', 'a.', '-_', 'aA1', 'a'])('takes no longer than hostile text is long: %s', (part) => {
  const startedAt = performance.now();
  cleanText(part.repeat(300_000));
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});
