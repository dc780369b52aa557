import { readdirSync } from 'node:fs';

const folder = new URL('../src/consent/adapters/', import.meta.url);

/** Names of the consent adapters, which are those of their files. */
export const listAdapters = () =>
  readdirSync(folder)
    .filter((file) => file !== 'adapter.ts' && !file.includes('.test.'))
    .map((file) => file.replace(/\.ts$/, ''));
