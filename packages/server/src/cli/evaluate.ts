import { type Click, evaluatedProducts, evaluateProposals, Recommender } from '@sillage/personalise';
import { openReplayShop } from '../evaluate/replay-shop.js';
import { type ImportMap, readImportMap } from '../import/import-map.js';
import { readRows } from '../import/read-rows.js';
import { RowError, RowValues } from '../import/row-values.js';
import { CommandError, type Io } from './io.js';

export interface EvaluateFlags {
  train: string;
  test: string;
  /** As of an import of clicks. */
  map: string;
}

export const defaultClickMap = 'session=SessionId,item=ItemId,time=Time:s';

interface Surroundings {
  io: Io;
  /** Milliseconds, with fractions. */
  clock(): number;
}

/**
 * Learns the sessions of one file, replays those of the other click by click, and prints one line of JSON. Each question is
 * a `POST /v1/personalise` over loopback, with the index frozen after the training; the times are of whole requests.
 */
export async function runEvaluate({ train, test, map }: EvaluateFlags, { io, clock }: Surroundings): Promise<void> {
  const columns = readImportMap(map, 'clicks');
  if (!columns.session) throw new CommandError('--map: session is needed');
  const known = await readSessions(train, columns);
  const recommender = new Recommender({ maxSessions: Math.max(1, known.size), maxOrders: 1 });
  const products = learn(recommender, known);
  const sessions = (await readSessions(test, columns)).values();
  const shop = await openReplayShop(recommender, evaluatedProducts);
  const evaluation = evaluateProposals({ sessions, isKnown: (product) => products.has(product), ...shop, clock });
  const { predictions, newPredictions, ...figures } = await evaluation.finally(shop.close);
  io.err(`${predictions} next clicks, ${newPredictions} of them new to their session`);
  io.out(JSON.stringify(figures));
}

/** Tells the products. */
function learn(recommender: Recommender, sessions: ReadonlyMap<string, readonly Click[]>): Set<string> {
  const products = new Set<string>();
  for (const [session, clicks] of sessions) {
    for (const { product, at } of clicks) {
      recommender.addSight({ session, visitor: session, product, at, topics: [] });
      products.add(product);
    }
  }
  return products;
}

/** Clicks of any time, without prices. */
const ofNoShop = { timeZone: 'UTC', currency: '', now: Number.POSITIVE_INFINITY };

/** Clicks by session, oldest first; clicks of the same time in the order of the file. */
async function readSessions(path: string, map: ImportMap): Promise<Map<string, Click[]>> {
  const sessions = new Map<string, Click[]>();
  const source = readRows(
    path,
    undefined,
    Object.values(map).map(({ column }) => column),
  );
  try {
    for await (const row of source.rows) {
      const values = new RowValues(row, { map, ...ofNoShop });
      const click = { product: values.needed('item'), at: values.time() };
      const session = values.needed('session');
      const clicks = sessions.get(session);
      if (clicks) clicks.push(click);
      else sessions.set(session, [click]);
    }
  } catch (error) {
    throw error instanceof RowError ? new CommandError(`${path}: ${error.message}`) : error;
  } finally {
    source.close();
  }
  for (const clicks of sessions.values()) clicks.sort((a, b) => a.at - b.at);
  return sessions;
}
