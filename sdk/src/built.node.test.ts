import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { expect, it } from 'vitest';

/** Bytes, brotli at quality 11, that a tag may load, the debug panel aside; the README tells what it is. */
const budgets = [
  ['sillage.js', 'sdk-size', 5120],
  ['sillage-consent.js', 'consent-size', 1800],
  ['sillage-slots.js', 'slots-size', 4224],
  ['sillage-exempt.js', 'exempt-size', 2560],
  ['sillage-banner.js', 'banner-size', 5000],
  ['sillage-my-data.js', 'my-data-size', 5120],
  ['sillage-survey.js', 'survey-size', 2048],
] as const;

const read = (path: string) => readFileSync(new URL(path, import.meta.url));
const text = (path: string) => read(path).toString();
const isBuilt = existsSync(new URL('../dist/manifest.json', import.meta.url));
const compress = (content: Buffer) =>
  brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

it('is built: `pnpm build` comes before these tests', () => {
  expect(isBuilt).toBe(true);
});

it.each(budgets)('keeps %s to its budget, and the README tells the size', (script, mark, budgetBytes) => {
  const bytes = compress(read(`../dist/${script}`));
  expect(bytes).toBeLessThanOrEqual(budgetBytes);
  expect(text('../../README.md')).toContain(`<!-- ${mark} -->${bytes.toLocaleString('en')} bytes<!-- /${mark} -->`);
});

it('names each script once more by its content, with its integrity', () => {
  const manifest = JSON.parse(text('../dist/manifest.json'));
  for (const name of [
    'sillage.js',
    'sillage-consent.js',
    'sillage-slots.js',
    'sillage-exempt.js',
    'sillage-banner.js',
    'sillage-my-data.js',
    'sillage-survey.js',
    'sillage-debug.js',
  ]) {
    const content = read(`../dist/${name}`);
    expect(read(`../dist/${manifest[name].file}`)).toEqual(content);
    expect(manifest[name].integrity).toBe(`sha384-${createHash('sha384').update(content).digest('base64')}`);
    expect(manifest[name].bytes).toBe(content.length);
  }
});

it.each(budgets)('has nothing in %s that a strict policy forbids', (script) => {
  expect(text(`../dist/${script}`)).not.toMatch(
    /\beval\(|new Function|innerHTML\s*=|document\.write|insertAdjacentHTML/,
  );
});

it('tells the version of its package', () => {
  const { version } = JSON.parse(text('../package.json'));
  expect(text('./version.ts')).toContain(`'sillage-js/${version}'`);
});
