import { refusalReasons, replayableReasons } from '@sillage/protocol';
import { expect, it } from 'vitest';
import { isReplayable, readReason } from './reasons.js';

const reasons = Object.keys(refusalReasons);

it('offers to send again what the server sends again, and nothing else', () => {
  expect(reasons.filter(isReplayable).sort()).toEqual([...replayableReasons].sort());
});

it('knows every reason', () => {
  expect(reasons.map(readReason)).toEqual(reasons);
  expect(readReason('of_later')).toBeUndefined();
});
