import { expect, it } from 'vitest';
import { batchBytes, formBatch } from './form-batch.js';
import type { StoredEvent } from './outbox.js';

const event = (id: string, bytes: number, purposes = 'measurement'): StoredEvent => [id, 'x'.repeat(bytes), purposes];
const ids = (batch: StoredEvent[]) => batch.map(([id]) => id).join('');

it.each<[string, StoredEvent[], string]>([
  ['nothing of nothing', [], ''],
  ['all that fits', [event('a', 100), event('b', 100)], 'ab'],
  ['up to the bytes', [event('a', batchBytes - 10), event('b', 5), event('c', 5)], 'ab'],
  ['one too large alone', [event('a', batchBytes + 1), event('b', 5)], 'a'],
  [
    'only the purposes of the first',
    [event('a', 5), event('b', 5, 'measurement,personalisation'), event('c', 5)],
    'ac',
  ],
])('takes %s', (_, events, expected) => {
  expect(ids(formBatch(events))).toBe(expected);
});

it('counts bytes, not characters', () => {
  const accented: StoredEvent[] = [
    ['a', 'é'.repeat(batchBytes / 4), ''],
    ['b', 'é'.repeat(batchBytes / 4 + 1), ''],
  ];
  expect(ids(formBatch(accented))).toBe('a');
});
