import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type ExemptDimension, exemptDimensions } from '@sillage/protocol';
import type { ExemptCount, Warehouse } from '@sillage/warehouse';
import { z } from 'zod';
import { writeDurably } from '../journal/durable-file.js';
import type { Logger } from '../logger.js';

/** A page view as it is counted: nothing of it is kept together. */
export interface CountedView extends Record<ExemptDimension, string> {
  site: string;
  /** Milliseconds since 1970 UTC at which the hour begins. */
  hour: number;
}

export interface ExemptCounterOptions {
  /** Of the node; made already. */
  directory: string;
  warehouse: Pick<Warehouse, 'addExemptCounts'>;
  /** Between two hand-overs. */
  everyMs: number;
  /** Resolves after so many milliseconds, or sooner when the signal aborts. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
  logger: Logger;
  /** Sums held at a time; a further value is counted as empty, so that hostile paths cost no memory. Default 50,000. */
  mostSums?: number;
}

/** Counts page views of the exempt mode in memory and hands their sums on. */
export interface ExemptCounter {
  count(view: CountedView): void;
  /** Hands on what is counted; what ClickHouse does not take now stays in the directory for the next start. */
  close(): Promise<void>;
}

/** Sums that are handed over, under the token by which ClickHouse knows them again. */
interface Parcel {
  token: string;
  counts: ExemptCount[];
}

const parcelsSchema: z.ZodType<Parcel[]> = z.array(
  z.object({
    token: z.string(),
    counts: z.array(
      z.object({
        site: z.string(),
        hour: z.number(),
        dimension: z.enum(exemptDimensions),
        value: z.string(),
        views: z.number(),
      }),
    ),
  }),
);

/**
 * At most once: a view counts once it was handed over, within `everyMs`; before that a kill loses it, for it has no id under
 * which it could be sent or kept again. From the hand-over on exactly once: the parcel is on disk first, under its token.
 */
export async function openExemptCounter(options: ExemptCounterOptions): Promise<ExemptCounter> {
  const { directory, warehouse, everyMs, wait, logger, mostSums = 50_000 } = options;
  const file = join(directory, 'exempt-views.json');
  const stopping = new AbortController();
  let sums = new Map<string, ExemptCount>();
  let parcels = await readParcels(file);

  function add(count: Omit<ExemptCount, 'views'>): void {
    const key = JSON.stringify([count.site, count.hour, count.dimension, count.value]);
    const known = sums.get(key);
    if (known) known.views += 1;
    else if (sums.size < mostSums || count.value === '') sums.set(key, { ...count, views: 1 });
    else add({ ...count, value: '' });
  }

  async function seal(): Promise<void> {
    if (sums.size === 0) return;
    const sealed = sums;
    sums = new Map();
    parcels.push({ token: `exempt:${randomUUID()}`, counts: [...sealed.values()] });
    await writeDurably(file, JSON.stringify(parcels));
  }

  async function handOver(): Promise<void> {
    // one at a time while ClickHouse is away: the sums grow by their values, not by the time that passes
    if (parcels.length === 0) await seal();
    for (let parcel = parcels[0]; parcel !== undefined; parcel = parcels[0]) {
      await warehouse.addExemptCounts(parcel.token, parcel.counts);
      parcels = parcels.slice(1);
      if (parcels.length > 0) await writeDurably(file, JSON.stringify(parcels));
      else await rm(file, { force: true });
    }
  }

  const tryHandOver = () =>
    handOver().catch((error: unknown) => logger.warn({ err: error }, 'counts of the exempt mode wait for ClickHouse'));

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await wait(everyMs, stopping.signal);
      await tryHandOver();
    }
  }

  const running = run();
  return {
    count: ({ site, hour, ...values }) => {
      for (const dimension of exemptDimensions) add({ site, hour, dimension, value: values[dimension] });
    },
    close: async () => {
      stopping.abort();
      await running;
      await seal();
      await tryHandOver();
    },
  };
}

/** A file that can't be read is set against nothing but its counts: it is left out, and written over by the next. */
async function readParcels(file: string): Promise<Parcel[]> {
  try {
    return parcelsSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return []; // absent as a rule; else cut short by a full disk
  }
}
