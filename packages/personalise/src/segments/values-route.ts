import {
  type FactValue,
  type FactValues,
  type InterestSettings,
  ProblemError,
  type Site,
  topicAndAbove,
  type ValueFact,
  valueFacts,
} from '@sillage/protocol';
import type { Warehouse } from '@sillage/warehouse';
import type { Context } from 'hono';
import { LRUCache } from 'lru-cache';
import { mapTopics } from '../interests/map-topics.js';

/** Values of one fact that are held; the most frequent ones. */
const heldValues = 5_000;
const heldMs = 300_000;
/** Values of one answer. */
const toldValues = 50;

export interface ValuesInput {
  site: Site;
  options: {
    warehouse: Pick<Warehouse, 'factValues'>;
    interestSettings(site: Site): InterestSettings;
    clock(): number;
  };
}

/**
 * `GET /v1/segments/values?fact=topic&starts=rando`: what a fact was so far, topics as the site counts them; those of which a word
 * begins so. Asked at each key that is pressed, so that ClickHouse is asked once in five minutes; what failed is asked again.
 */
export function createValuesRoute(): (context: Context, input: ValuesInput) => Promise<Response> {
  const held = new LRUCache<string, Held>({ max: 200 });
  return async (context, { site, options }) => {
    const fact = readFact(context.req.query('fact'));
    const starts = fold(context.req.query('starts') ?? '');
    const known = await read({ held, site, fact, options });
    const values = fact === 'topic' ? inTopicsOfSite(known.values, options.interestSettings(site)) : known.values;
    const found = values.filter(({ value, name = '' }) => hasWord(`${value} ${name}`, starts));
    return context.json({ ...known, values: found.slice(0, toldValues) });
  };
}

interface Held {
  computedAt: number;
  /** Also while it is under way: who asks meanwhile waits for the same. */
  values: Promise<FactValues>;
}

function read({ held, site, fact, options }: ValuesInput & { held: LRUCache<string, Held>; fact: ValueFact }) {
  const key = `${fact} ${site.id}`;
  const known = held.get(key);
  const computedAt = options.clock();
  if (known && known.computedAt > computedAt - heldMs) return known.values;
  const asked: Held = { computedAt, values: scan({ site, options }, fact, computedAt) };
  held.set(key, asked);
  asked.values.catch(() => {
    if (held.peek(key) === asked) held.delete(key);
  });
  return asked.values;
}

async function scan({ site, options }: ValuesInput, fact: ValueFact, computedAt: number): Promise<FactValues> {
  const stored = await options.warehouse.factValues({ site: site.id, fact, limit: heldValues });
  const values = stored.map(({ name, ...rest }): FactValue => ({ ...rest, ...(name !== '' && { name }) }));
  return { fact, values, computedAt };
}

/** What is brought together is as frequent as all of it; the topics above a new name are proposed too. */
function inTopicsOfSite(values: FactValue[], { topics: map }: InterestSettings): FactValue[] {
  if (Object.keys(map).length === 0) return values;
  const timesOf = new Map<string, number>();
  for (const { value, times } of values) {
    const [name] = mapTopics([value], map);
    if (name === undefined) continue;
    timesOf.set(name, (timesOf.get(name) ?? 0) + times);
    if (name !== value) for (const above of topicAndAbove(name)) timesOf.set(above, timesOf.get(above) ?? times);
  }
  return [...timesOf].map(([value, times]) => ({ value, times })).sort((a, b) => b.times - a.times);
}

function readFact(text: string | undefined): ValueFact {
  const fact = valueFacts.find((one) => one === text);
  if (fact === undefined) throw new ProblemError('invalid_request', `fact: one of ${valueFacts.join(', ')}`);
  return fact;
}

/** Without accents, in small letters. */
const fold = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();

function hasWord(text: string, starts: string): boolean {
  const folded = fold(text);
  for (let at = folded.indexOf(starts); at !== -1; at = folded.indexOf(starts, at + 1)) {
    if (at === 0 || /[^\p{L}\p{N}]/u.test(folded[at - 1] ?? '')) return true;
  }
  return false;
}
