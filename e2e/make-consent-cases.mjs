import { readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Writes the table of consent cases into `docs/consent-cases.md`, from JSON reports of `vitest run -t "case: "`:
 * `node e2e/make-consent-cases.mjs <report.json>…`. A case is a test with `case: ` in its full title; what was not run has no row.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const page = new URL('../docs/consent-cases.md', import.meta.url);

const rows = process.argv.slice(2).flatMap((path) =>
  JSON.parse(readFileSync(path, 'utf8')).testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .map(({ ancestorTitles, title, status }) => ({ title: [...ancestorTitles, title].join(': '), status }))
      .filter(({ title, status }) => title.includes('case: ') && /^(passed|failed)$/.test(status))
      .map(({ title, status }) => [title.split('case: ').at(-1).replaceAll('|', '\\|'), status, relative(root, name)]),
  ),
);
rows.sort(([a, , inA], [b, , inB]) => inA.localeCompare(inB) || a.localeCompare(b));
const table = [['case', 'result', 'test'], ['---', '---', '---'], ...rows].map((row) => `| ${row.join(' | ')} |`);
const between = /(<!-- cases -->)[\s\S]*(<!-- \/cases -->)/;
const text = readFileSync(page, 'utf8');
writeFileSync(
  page,
  text.replace(between, (_, begin, end) => [begin, '', ...table, '', end].join('\n')),
);
process.stdout.write(`${rows.length} cases, ${rows.filter(([, result]) => result === 'failed').length} failed\n`);
