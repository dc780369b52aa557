import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const body = readFileSync(fileURLToPath(new URL('batch.json', import.meta.url)), 'utf8');

/** Where in the body each id and time stands: all are as long as what replaces them. */
const idMarks = ['page1', 'page2', 'page3', ...Array.from({ length: 7 }, (_, index) => `event${index + 1}`)];
const template = JSON.stringify(JSON.parse(body));

/**
 * The ten events of `batch.json` again and again, each time with ids that were never used and times of now; written
 * into one buffer in place, so that the generator costs next to nothing.
 */
export class Batches {
  #buffer;
  #ids;
  #times;
  #counter = 0;
  #salt = randomBytes(5).toString('hex');

  constructor(site) {
    let text = template.replace('"SITE"', JSON.stringify(site));
    for (const mark of idMarks) text = text.replaceAll(`"${mark}"`, `"${mark.padEnd(36, '_')}"`);
    text = text.replaceAll('"NOW"', '1000000000000');
    this.#buffer = Buffer.from(text, 'latin1');
    this.#ids = idMarks.map((mark) => positionsOf(text, mark.padEnd(36, '_')));
    this.#times = positionsOf(text, '1000000000000');
  }

  /** The next body; valid until the one after is asked for. */
  next() {
    const now = Date.now();
    const millis = now.toString(16).padStart(12, '0');
    const head = `${millis.slice(0, 8)}-${millis.slice(8)}-7`;
    for (const positions of this.#ids) {
      this.#counter += 1;
      const tail = this.#counter.toString(16).padStart(8, '0');
      const id = `${head}${tail.slice(0, 3)}-8${tail.slice(3, 6)}-${tail.slice(6)}${this.#salt}`;
      for (const position of positions) this.#buffer.write(id, position, 'latin1');
    }
    const time = String(now);
    for (const position of this.#times) this.#buffer.write(time, position, 'latin1');
    return this.#buffer;
  }
}

function positionsOf(text, part) {
  const positions = [];
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + 1)) positions.push(at);
  return positions;
}
