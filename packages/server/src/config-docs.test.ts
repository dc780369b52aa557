import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { configFileSchema } from './config-file.js';
import { siteSchema } from './site-schema.js';

const page = readFileSync(new URL('../../../docs/configuration.md', import.meta.url), 'utf8');

it.each([...Object.keys(configFileSchema.shape), ...Object.keys(siteSchema.shape)])(
  'docs/configuration.md names the key %s',
  (key) => expect(page).toContain(`\`${key}\``),
);
