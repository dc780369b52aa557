import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalogueProductSchema, catalogueRemovalSchema, productIdRulesSchema } from './catalogue-schema.js';

const page = readFileSync(new URL('../../../docs/catalogue.md', import.meta.url), 'utf8');

describe('docs/catalogue.md', () => {
  it('shows lines that are taken', () => {
    const lines = [...page.matchAll(/^\{"id".*$/gm)].map(([line]) => JSON.parse(line) as object);
    expect(lines).toHaveLength(3);
    for (const line of lines) ('isRemoved' in line ? catalogueRemovalSchema : catalogueProductSchema).parse(line);
  });

  it('shows rules of ids that a site may have', () => {
    const [, rules = ''] = /^\{ "productIds": (.*) \}$/m.exec(page) ?? [];
    expect(productIdRulesSchema.parse(JSON.parse(rules))).toMatchObject({ ignoresCase: true, variantSeparator: '-' });
  });

  it('names every field', () => {
    const [, table = ''] = page.split('| field');
    for (const field of Object.keys(catalogueProductSchema.shape)) expect(table).toContain(`\`${field}\``);
  });
});
