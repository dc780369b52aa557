import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { quietLogger } from '../testing/quiet-logger.js';
import { forgetQuarantined, writeQuarantine } from './quarantine.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'quarantine-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const options = () => ({ directory, logger: quietLogger });
const visitor = crypto.randomUUID();
const keep = (position: number, text: string) =>
  writeQuarantine(options(), { position, bytes: Buffer.from(`\u0001${text}\u0002`), length: 99 });

test('bytes that name an erased visitor go, others stay for 25 days', async () => {
  const now = Date.now();
  await forgetQuarantined(options(), { visitors: [visitor], now });
  await keep(1, `"visitor":"${visitor}"`);
  await keep(2, `"visitor":"${crypto.randomUUID()}"`);
  await forgetQuarantined(options(), { visitors: [visitor], now });
  expect(await readdir(join(directory, 'quarantine'))).toEqual(['2.bin']);
  await forgetQuarantined(options(), { visitors: [], now: now + 24 * 86_400_000 });
  expect(await readdir(join(directory, 'quarantine'))).toEqual(['2.bin']);
  await forgetQuarantined(options(), { visitors: [], now: now + 26 * 86_400_000 });
  expect(await readdir(join(directory, 'quarantine'))).toEqual([]);
});
