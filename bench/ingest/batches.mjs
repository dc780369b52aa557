import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const body = readFileSync(fileURLToPath(new URL('batch.json', import.meta.url)), 'utf8');

/** Where in the body each id and time stands: all are as long as what replaces them. */
const idMarks = ['page1', 'page2', 'page3', ...Array.from({ length: 7 }, (_, index) => `event${index + 1}`)];
const template = JSON.stringify(JSON.parse(body));
const timeMark = '1000000000000';
const salt = randomBytes(5).toString('hex');
const hexDigits = Buffer.from('0123456789abcdef', 'latin1');

/** An id of version 7 as text: milliseconds, then a count, then what no other process has. */
const id = Buffer.from(`00000000-0000-7000-8000-00${salt}`, 'latin1');
const millisAt = [0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12];
const countAt = [15, 16, 17, 20, 21, 22, 24, 25];
let count = 0;

/**
 * Requests of one sender: the ten events of `batch.json` again and again, each time with ids that were never used and times of
 * now; written in place into one buffer, so that the generator costs next to nothing.
 */
export class Batches {
  #request;
  #ids;
  #times;

  /** `headOf` gives what stands before a body of so many bytes. */
  constructor(site, headOf) {
    let text = template.replace('"SITE"', JSON.stringify(site));
    for (const mark of idMarks) text = text.replaceAll(`"${mark}"`, `"${mark.padEnd(36, '_')}"`);
    text = text.replaceAll('"NOW"', timeMark);
    text = headOf(text.length) + text;
    this.#request = Buffer.from(text, 'latin1');
    this.#ids = idMarks.map((mark) => positionsOf(text, mark.padEnd(36, '_')));
    this.#times = positionsOf(text, timeMark);
  }

  /** The next request; valid until the one after is asked for. */
  next() {
    const now = Date.now();
    writeHex(now, millisAt);
    for (const positions of this.#ids) {
      count += 1;
      writeHex(count, countAt);
      for (const position of positions) this.#request.set(id, position);
    }
    const time = Buffer.from(String(now), 'latin1');
    for (const position of this.#times) this.#request.set(time, position);
    return this.#request;
  }
}

/** The last digits of the number, into the id. */
function writeHex(number, places) {
  let rest = number;
  for (let index = places.length - 1; index >= 0; index -= 1) {
    id[places[index]] = hexDigits[rest % 16];
    rest = Math.floor(rest / 16);
  }
}

function positionsOf(text, part) {
  const positions = [];
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + 1)) positions.push(at);
  return positions;
}
