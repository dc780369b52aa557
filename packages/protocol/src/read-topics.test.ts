import { expect, it } from 'vitest';
import { areTopics, toTopics } from './read-topics.js';

it.each([
  ['Chaussures > Randonnée, marque/Salomon', ['chaussures/randonnee', 'marque/salomon']],
  [
    ['Chaussures > Randonnée / trail', 'marque/salomon', 'Sacs'],
    ['chaussures/randonnee-trail', 'marque/salomon', 'sacs'],
  ],
  [[['', 'Chaussures, bottes', 'Randonnée > trail']], ['chaussures-bottes/randonnee-trail']],
  [[['Livres', 3, null, 'Poésie'], 7, {}, null], ['livres/poesie']],
  ['>>', []],
  ['', []],
  [null, []],
  [{ toString: 1 }, []],
  ['a,b,c,d,e,f,g,h,i', ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']],
])('reads %j as topics', (labels, topics) => {
  expect(toTopics(labels)).toEqual(topics);
});

it.each([
  [undefined, true],
  [[], true],
  [['chaussures/randonnee', 'sacs'], true],
  [['chaussures', 'Sacs'], false],
  [[['chaussures']], false],
  ['chaussures', false],
])('knows of %j whether they are ours: %s', (topics, expected) => {
  expect(areTopics(topics)).toBe(expected);
});
