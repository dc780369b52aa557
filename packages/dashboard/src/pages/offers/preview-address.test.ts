import { expect, it } from 'vitest';
import { toPreviewAddress } from './preview-address.js';

const preview = { parameter: 'sillage_preview', value: 'a.b.c', expiresAt: 0 };

it.each([
  ['/fr/', 'https://shop.example/fr/?sillage_preview=a.b.c'],
  ['/fr/?q=1#x', 'https://shop.example/fr/?q=1&sillage_preview=a.b.c#x'],
  ['https://shop.example/en', 'https://shop.example/en?sillage_preview=a.b.c'],
  ['//evil.example/', undefined],
  ['https://evil.example/', undefined],
  ['javascript:alert(1)', undefined],
])('a preview of %j', (path, address) => {
  expect(toPreviewAddress('https://shop.example', path, preview)).toBe(address);
});
