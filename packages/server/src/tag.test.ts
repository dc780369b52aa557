import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { hashSource, stub, tagOf } from './tag.js';

const text = (path: string) => readFileSync(fileURLToPath(new URL(`../../../${path}`, import.meta.url)), 'utf8');

it.each(['README.md', 'docs/my-shop-in-20-minutes.md', 'sdk/README.md'])('stands in %s as it is printed', (path) => {
  expect(text(path)).toContain(`\`\`\`html\n${tagOf('boutique')}\n\`\`\``);
});

it('has the hash that the guide gives for a content security policy', () => {
  expect(text('docs/my-shop-in-20-minutes.md')).toContain(hashSource(stub));
});
