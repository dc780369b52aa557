import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CatalogueReply } from '@sillage/protocol';
import type { ProductChange, ProductStore } from '@sillage/warehouse';
import { type FeedEntry, FeedError } from './feed-entry.js';

export interface UploadOptions {
  site: string;
  warehouse: ProductStore;
  /** Rises with each call, over all uploads of this process. */
  nextRevision(): number;
  /** Milliseconds since 1970 UTC. */
  clock(): number;
}

/** Products of an insert, refusals told, products of a feed: at most. */
const batchProducts = 5_000;
const mostRefusals = 100;
const mostProducts = 1_000_000;
/** After so many somebody else has their turn: decisions are made in the same process. */
const turnProducts = 100;

/** One feed on its way into ClickHouse, in batches: what was read before something went wrong stays. */
export class Upload {
  readonly reply: CatalogueReply = { accepted: 0, refused: 0, removed: 0, isReplaced: false, refusals: [] };
  readonly #options: UploadOptions;
  readonly #firstRevision: number;
  readonly #begunAt: number;
  #taken = 0;
  #changes: ProductChange[] = [];
  /** Of products that are in the feed and could not be read: those that stand are not removed for that. */
  #kept: string[] = [];
  #hasNameless = false;

  constructor(options: UploadOptions) {
    this.#options = options;
    this.#firstRevision = options.nextRevision();
    this.#begunAt = options.clock();
  }

  async take(entry: FeedEntry): Promise<void> {
    this.#taken += 1;
    if (this.#taken % turnProducts === 0) await nextTurn();
    if ('errors' in entry) {
      this.reply.refused += 1;
      if (this.reply.refusals.length < mostRefusals) this.reply.refusals.push(entry);
      if (entry.id === undefined) this.#hasNameless = true;
      else this.#kept.push(entry.id);
    } else {
      this.#changes.push({ ...entry, revision: this.#options.nextRevision() });
      this.reply[entry.isRemoved ? 'removed' : 'accepted'] += 1;
    }
    const { accepted, refused, removed } = this.reply;
    if (accepted + refused + removed > mostProducts) throw new FeedError(0, `more than ${mostProducts} products`);
    if (this.#changes.length + this.#kept.length >= batchProducts) await this.flush();
  }

  async flush(): Promise<void> {
    const { warehouse, site, nextRevision } = this.#options;
    const [changes, kept] = [this.#changes, this.#kept];
    this.#changes = [];
    this.#kept = [];
    if (changes.length > 0) await warehouse.putProducts(site, changes, this.#begunAt);
    if (kept.length > 0) await warehouse.keepProducts(site, kept, nextRevision());
  }

  /** What was not in the feed goes. Only of a feed that was read to its end. */
  async replace(): Promise<void> {
    const { warehouse, site, nextRevision } = this.#options;
    const obstacle = this.#findObstacle();
    if (obstacle !== undefined) {
      this.reply.notReplacedBecause = obstacle;
      return;
    }
    this.reply.removed += await warehouse.removeOlderProducts(site, this.#firstRevision, nextRevision());
    this.reply.isReplaced = true;
  }

  /** Tells all copies. */
  async note(): Promise<void> {
    const { accepted, refused, removed, isReplaced } = this.reply;
    const { site, warehouse, clock } = this.#options;
    const tookMs = clock() - this.#begunAt;
    await warehouse.noteCatalogueChange({ site, tookMs, accepted, refused, removed, isReplaced });
  }

  #findObstacle(): string | undefined {
    if (this.reply.accepted === 0) return 'no product of the feed could be taken';
    if (this.#hasNameless) return 'some products could not be read so far as to know which they are';
    return undefined;
  }
}
