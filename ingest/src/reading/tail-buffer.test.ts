import { expect, test } from 'vitest';
import { TailBuffer } from './tail-buffer.js';

test('tails stand one behind the other, however long they are, and each call takes those since the last one', () => {
  const buffer = new TailBuffer();
  const [short, long] = ['é', '€'.repeat(100_000)];
  const end = buffer.add(short);
  expect(buffer.add(long)).toBe(buffer.length);
  const first = buffer.take();
  expect(buffer.length).toBe(0);
  buffer.add('next');
  const second = Buffer.from(buffer.take()).toString();
  expect(Buffer.from(first.subarray(0, end)).toString()).toBe(short);
  expect(Buffer.from(first.subarray(end)).toString()).toBe(long);
  expect(second).toBe('next');
});
