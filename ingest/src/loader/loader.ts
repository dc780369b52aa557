import { toPurposeMask } from '@sillage/protocol';
import type { Warehouse } from '@sillage/warehouse';
import type { Erased } from '../erase/erased-list.js';
import type { Journal } from '../journal/journal.js';
import type { Logger } from '../logger.js';
import { BlockInserter } from './block-inserter.js';
import { toBlocks, tokenOfRow } from './blocks.js';
import { findKnownRows } from './known-rows.js';
import { type Intent, type LoaderState, toRuns } from './loader-state.js';
import { type LoadRange, type Marker, type RangeLimits, readRange } from './range.js';

/** The points at which a crash leaves something different behind. */
export const loaderSteps = [
  'range_read',
  'intent_saved',
  'block_inserted',
  'rows_saved',
  'markers_done',
  'range_saved',
] as const;
export type LoaderStep = (typeof loaderSteps)[number];

export interface LoaderOptions {
  journal: Pick<Journal, 'id' | 'end' | 'readFrames'>;
  state: LoaderState;
  warehouse: Warehouse;
  logger: Logger;
  /** Resolves when these visitors are erased; called again when it was cut off. */
  erase(erased: readonly Erased[]): Promise<void>;
  limits: RangeLimits;
  /** Called at each step; what it throws ends the attempt there. */
  onStep?: (step: LoaderStep) => void;
}

export interface LoaderCounts {
  rows: number;
  /** Rows that ClickHouse had already. */
  duplicates: number;
  /** Rows that went to `rejected_events` because ClickHouse refused them. */
  refusedRows: number;
  /** Of the last block, in milliseconds. */
  lastInsertMs: number;
  /** Erasures and withdrawals. */
  markers: number;
}

/**
 * Moves the journal into ClickHouse, one range after the other. A range is read, what ClickHouse has already is taken
 * out, and that intent is saved; then its blocks are sent, each under its own token, until all are stored, however often
 * that takes and whoever dies meanwhile. Only then comes the next range.
 */
export class Loader {
  readonly counts: LoaderCounts = { rows: 0, duplicates: 0, refusedRows: 0, lastInsertMs: 0, markers: 0 };
  /** When the oldest frame that is not loaded was made, as far as it was read. */
  oldestMadeAt: number | undefined;
  readonly #options: LoaderOptions;

  constructor(options: LoaderOptions) {
    this.#options = options;
  }

  /** The journal's position before which everything is in ClickHouse. */
  get loaded(): number {
    return this.#options.state.progress?.loaded.frame ?? 0;
  }

  /** Nothing durable waits. */
  get isIdle(): boolean {
    const { progress } = this.#options.state;
    return progress?.intent === undefined && this.loaded >= this.#options.journal.end;
  }

  /** Loads one range. Throws when ClickHouse or the disk does not do it; called again, it goes on where it was. */
  async loadNext(): Promise<void> {
    const range = await this.#nextRange();
    this.oldestMadeAt = range.madeAt?.first;
    const intent = this.#options.state.progress?.intent ?? (await this.#formIntent(range));
    if (!intent.areRowsLoaded) await this.#insertRows(range, intent);
    if (range.markers.length > 0) await this.#applyMarkers(range.markers, intent);
    await this.#save({ loaded: intent.to });
    this.oldestMadeAt = this.isIdle ? undefined : range.madeAt?.last;
    this.#step('range_saved');
  }

  #nextRange(): Promise<LoadRange> {
    const { journal, state, limits } = this.#options;
    const { loaded, intent } = state.progress ?? { loaded: { frame: 0, record: 0 } };
    return readRange(journal, loaded, intent ? { until: intent.to } : { limits });
  }

  async #formIntent(range: LoadRange): Promise<Intent> {
    this.#step('range_read');
    const { known, refused } = await findKnownRows(range.records, this.#options.warehouse);
    const { from, to } = range;
    const refusedTokens = refused.map((index) => tokenOfRow(range, this.#options.journal.id, index));
    const intent = { from, to, dropped: toRuns(known), refused: refusedTokens, areRowsLoaded: false };
    await this.#save({ loaded: from, intent });
    this.counts.duplicates += known.length;
    this.#step('intent_saved');
    return intent;
  }

  async #insertRows(range: LoadRange, intent: Intent): Promise<void> {
    const { journal, warehouse, logger } = this.#options;
    const refused = new Set(intent.refused);
    const save = () => this.#save({ loaded: intent.from, intent: { ...intent, refused: [...refused] } });
    const madeAt = range.madeAt?.first ?? 0;
    const inserter = new BlockInserter({ warehouse, logger, madeAt, refused, saveRefused: save });
    for (const block of toBlocks(range.records, intent, journal.id)) {
      const startedAt = performance.now();
      this.counts.refusedRows += await inserter.insert(block);
      this.counts.lastInsertMs = performance.now() - startedAt;
      this.counts.rows += block.records.length;
      this.#step('block_inserted');
    }
  }

  /** What was erased must not be sent again: that the rows are loaded is on disk before the first of them goes. */
  async #applyMarkers(markers: readonly Marker[], intent: Intent): Promise<void> {
    const { warehouse, erase } = this.#options;
    await this.#save({ loaded: intent.from, intent: { ...intent, areRowsLoaded: true } });
    this.#step('rows_saved');
    const erasures = markers.filter((marker) => marker.kind === 'erasure');
    if (erasures.length > 0) await erase(erasures.map(({ site, visitor, at }) => ({ site, visitor, at })));
    const withdrawals = markers.filter((marker) => marker.kind === 'withdrawal');
    if (withdrawals.length > 0) {
      await warehouse.withdraw(
        withdrawals.map(({ site, visitor, at, purposes, customerIds }) => ({
          site,
          visitor,
          at,
          purposeMask: toPurposeMask(purposes),
          ...(customerIds && { customerIds }),
        })),
      );
    }
    this.counts.markers += markers.length;
    this.#step('markers_done');
  }

  #save(progress: { loaded: Intent['from']; intent?: Intent }): Promise<void> {
    return this.#options.state.save({ journalId: this.#options.journal.id, ...progress });
  }

  #step(step: LoaderStep): void {
    this.#options.onStep?.(step);
  }
}
