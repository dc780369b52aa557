import type { LifetimeData, LifetimeFit } from '@sillage/lifetime';
import type { Site } from '@sillage/protocol';
import {
  type LifetimeQuestion,
  type LifetimeState,
  type LifetimeStore,
  type StoredLifetimeModel,
  WarehouseError,
} from '@sillage/warehouse';
import { type Doing, keepDoing } from '../catalogue/keep-doing.js';
import { dayOfSite } from '../segments/day-of-site.js';

export interface LifetimeModelsOptions {
  warehouse: LifetimeStore;
  sites: readonly Site[];
  /** Takes seconds of a processor for a large shop. */
  fitOrders(data: LifetimeData, signal: AbortSignal): Promise<LifetimeFit>;
  /** Milliseconds before the first look, and between two looks whether there is something to fit. */
  firstMs: number;
  everyMs: number;
  clock(): number;
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
  logger: Doing['logger'];
}

const dayMs = 86_400_000;
const growth = 1.1;

/**
 * Fits each site's orders once a day, or sooner where they have grown by a tenth, until it is closed. A site whose orders can't be
 * fitted is told in the log, once until they can, and keeps no other waiting; a ClickHouse that is away is told as that, and asked again
 * sooner.
 */
export function keepLifetimeModels(options: LifetimeModelsOptions): { close(): void } {
  const { firstMs, everyMs, wait, logger, sites } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const failing = new Set<string>();
  const look = async () => {
    for (const site of sites) if (!signal.aborted) await refitOrTell(site, { options, signal, failing });
  };
  const doing = { pauseMs: everyMs, wait, signal, logger, what: 'the orders of persons' };
  void wait(firstMs, signal).then(() => (signal.aborted ? undefined : keepDoing(look, doing)));
  return { close: () => stopping.abort() };
}

interface Looking {
  options: LifetimeModelsOptions;
  signal: AbortSignal;
  /** Sites whose failure was told. */
  failing: Set<string>;
}

/** Throws WarehouseError `unavailable`: no other site would fare better. */
async function refitOrTell(site: Site, { options, signal, failing }: Looking): Promise<void> {
  try {
    await refit(site, options, signal);
    failing.delete(site.id);
  } catch (error) {
    if (error instanceof WarehouseError && error.code === 'unavailable') throw error;
    if (signal.aborted || failing.has(site.id)) return;
    failing.add(site.id);
    options.logger.warn(
      { err: error, site: site.id },
      'the orders of the site could not be fitted; the last fit stands',
    );
  }
}

async function refit(site: Site, options: LifetimeModelsOptions, signal: AbortSignal): Promise<void> {
  const { warehouse, clock, fitOrders } = options;
  const { id, timeZone, currency } = site;
  const at = clock();
  const state = await warehouse.lifetimeState({ site: id, currency });
  if (!isDue(state, at)) return;
  // today is not over: what is bought this evening would be missing
  const question = { site: id, timeZone, currency, lastDay: dayOfSite(site, at - dayMs) };
  const data = await warehouse.lifetimeData(question);
  const fitted = await fitOrders(data, signal);
  await warehouse.noteLifetimeModel(toStored(fitted, { ...question, at, orders: state.orders }));
}

function isDue({ orders, latest }: LifetimeState, now: number): boolean {
  if (orders === 0) return false;
  if (latest === undefined) return true;
  return now - latest.at >= dayMs || orders > latest.orders * growth;
}

function toStored(
  { persons, repeatBuyers, reason, model, spend, holdout }: LifetimeFit,
  { site, lastDay, currency, at, orders }: LifetimeQuestion & { at: number; orders: number },
): StoredLifetimeModel {
  return {
    site,
    at,
    lastDay,
    currency,
    orders,
    persons,
    repeatBuyers,
    reason: reason ?? '',
    ...(model ?? { r: 0, alpha: 0, a: 0, b: 0, logLikelihood: 0 }),
    ...(spend ?? { p: 0, q: 0, gamma: 0 }),
    holdoutWeeks: holdout?.weeks ?? 0,
    holdoutExpected: holdout?.expectedTransactions ?? 0,
    holdoutTransactions: holdout?.transactions ?? 0,
  };
}
