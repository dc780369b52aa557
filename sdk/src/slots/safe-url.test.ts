// @vitest-environment happy-dom
import { beforeAll, expect, it } from 'vitest';
import { toSafeUrl } from './safe-url.js';

beforeAll(() => {
  location.href = 'https://shop.example/sacs/';
});

it.each([
  ['/tentes?tri=prix#a', 'https://shop.example/tentes?tri=prix#a'],
  ['cuir', 'https://shop.example/sacs/cuir'],
  ['https://cdn.example/a.jpg', 'https://cdn.example/a.jpg'],
  ['http://cdn.example/a.jpg', 'http://cdn.example/a.jpg'],
  ['javascript:alert(1)', undefined],
  [' java\nscript:alert(1)', undefined],
  ['JaVaScRiPt:alert(1)', undefined],
  ['data:text/html,<script>alert(1)</script>', undefined],
  ['blob:https://shop.example/1', undefined],
  ['vbscript:x', undefined],
  ['http://', undefined],
  ['', undefined],
  [undefined, undefined],
])('makes %j %j', (value, url) => {
  expect(toSafeUrl(value)).toBe(url);
});
