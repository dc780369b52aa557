import { expect, it } from 'vitest';
import { formatFigures, readFigures } from './figures.js';
import { readFlags } from './flags.js';

const base = { directory: '/shop/.demo', relativeTo: '/home/me' };

it('needs no flags', () => {
  expect(readFlags([], base)).toEqual({
    port: 8080,
    serverPort: 8787,
    directory: '/shop/.demo',
    shoppers: undefined,
    isHelp: false,
  });
});

it('takes flags behind the -- that package managers pass on', () => {
  expect(readFlags(['--', '--port', '9000', '--data', 'here', '--shoppers', '0'], base)).toMatchObject({
    port: 9000,
    directory: '/home/me/here',
    shoppers: 0,
  });
});

it.each([
  [['--port', 'x'], '--port x: not an integer from 0 to 65535'],
  [['--port', '70000'], '--port 70000: not an integer from 0 to 65535'],
  [['--shoppers', '-1'], undefined],
  [['--colour'], undefined],
])('says what is wrong with %j', (args, message) => {
  expect(() => readFlags(args, base)).toThrow(message);
});

it('reads the live line from the metrics', () => {
  const metrics = [
    '# HELP sillage_stored_events Events in ClickHouse, over all sites.',
    'sillage_stored_events 2314',
    'sillage_stored_visitors 118',
    'sillage_journal_age_seconds 0.25',
  ].join('\n');
  expect(formatFigures(readFigures(metrics))).toBe('2,314 events · 118 visitors · lag 0.3 s');
  expect(readFigures('')).toEqual({ events: 0, visitors: 0, lagMs: 0 });
});
