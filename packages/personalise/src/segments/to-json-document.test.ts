import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toJsonDocument } from './to-json-document.js';

const head = { segment: 'loyal', at: 1 };

it('makes one document of lines, wherever they are cut into chunks', async () => {
  const members = fc.array(fc.record({ customerId: fc.string(), visits: fc.nat() }));
  await fc.assert(
    fc.asyncProperty(members, fc.array(fc.nat(40)), async (persons, cuts) => {
      const lines = Buffer.from(persons.map((person) => `${JSON.stringify(person)}\n`).join(''));
      const chunks = toChunks(lines, cuts);
      const document = await text(Readable.from(toJsonDocument(Readable.from(chunks), head)));
      expect(JSON.parse(document)).toEqual({ ...head, members: persons, persons: persons.length });
    }),
  );
});

function toChunks(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const chunks: Buffer[] = [];
  let from = 0;
  for (const cut of cuts) {
    if (cut === 0 || from >= bytes.length) continue;
    chunks.push(bytes.subarray(from, from + cut));
    from += cut;
  }
  return from < bytes.length ? [...chunks, bytes.subarray(from)] : chunks;
}

it('has no end where the lines break off', async () => {
  const lines = async function* () {
    yield Buffer.from('{"visits":1}\n');
    throw new Error('the connection broke');
  };
  let document = '';
  const read = async () => {
    for await (const chunk of toJsonDocument(lines(), head)) document += chunk.toString();
  };
  await expect(read()).rejects.toThrow('the connection broke');
  expect(() => JSON.parse(document)).toThrow();
});
