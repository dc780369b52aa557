import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { configFileSchema } from './config-file.js';
import { siteSchema } from './site-schema.js';

const docs = new URL('../../../docs/', import.meta.url);
const page = readFileSync(new URL('configuration.md', docs), 'utf8');

it.each([...Object.keys(configFileSchema.shape), ...Object.keys(siteSchema.shape)])(
  'docs/configuration.md names the key %s',
  (key) => expect(page).toContain(`\`${key}\``),
);

it.each([...findNestedKeys(configFileSchema), ...findNestedKeys(siteSchema)])(
  'the row of %s names its key %s, or a page to which it leads',
  (parent, key) => {
    const row = page.split('\n').find((line) => line.startsWith('|') && line.includes(`\`${parent}\``)) ?? '';
    const pages = [...row.matchAll(/\(([\w/-]+\.md)/g)].map(([, path = '']) =>
      readFileSync(new URL(path, docs), 'utf8'),
    );
    const text = [row, ...pages].join('\n');
    expect([`\`${key}\``, `"${key}"`].some((named) => text.includes(named))).toBe(true);
  },
);

/** Each key of an object with the key of the file in which it stands, however deep. */
function findNestedKeys(schema: z.ZodType): [string, string][] {
  const inside = (parent: string, value: unknown): [string, string][] =>
    Object.entries(shapeOf(value)).flatMap(([key, each]) => [
      [parent, key] as [string, string],
      ...inside(parent, each),
    ]);
  return Object.entries(shapeOf(schema)).flatMap(([parent, value]) => inside(parent, value));
}

/** Of an object, whatever default it has; of anything else nothing. */
function shapeOf(schema: unknown): Record<string, unknown> {
  if (schema instanceof z.ZodObject) return schema.shape;
  const isWrapped =
    schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional;
  return isWrapped ? shapeOf(schema.unwrap()) : {};
}
