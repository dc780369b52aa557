import { nilUuid, uuidPattern } from '@sillage/protocol';
import { type EventRow, toRejectionRow, type Warehouse, WarehouseError } from '@sillage/warehouse';
import { type RecordView, rowText } from '../journal/record.js';
import type { Logger } from '../logger.js';
import { type PendingBlock, rowsOf } from './blocks.js';

/** Reason under which a row that ClickHouse refuses is kept in `rejected_events`. */
export const notStorable = 'not_storable';

/** Rows refused one by one with none accepted: then it is not the rows that are wrong. */
const hopelessRows = 32;

export interface InserterOptions {
  warehouse: Warehouse;
  logger: Logger;
  /** When the range was made: stands as the time at which its refused rows were received. */
  madeAt: number;
  /** Tokens of blocks that were refused whole. */
  refused: Set<string>;
  /** Resolves when `refused` is on disk: from then on the halves are sent, and never the whole again. */
  saveRefused: () => Promise<void>;
}

/**
 * Inserts blocks. One that ClickHouse refuses is halved until the rows that it refuses stand alone; those go to
 * `rejected_events`, so that they are neither lost nor in the way of all that follows.
 */
export class BlockInserter {
  readonly #options: InserterOptions;
  /** Of the whole block. */
  #token = '';
  #acceptedBlocks = 0;
  #refusedRows: PendingBlock[] = [];

  constructor(options: InserterOptions) {
    this.#options = options;
  }

  /** Returns how many rows went to `rejected_events`. Throws `WarehouseError` when it must be tried again later. */
  async insert(block: PendingBlock): Promise<number> {
    this.#token = block.token;
    this.#acceptedBlocks = 0;
    this.#refusedRows = [];
    await this.#insertOrHalve(block);
    for (const row of this.#refusedRows) await this.#reject(row);
    return this.#refusedRows.length;
  }

  async #insertOrHalve(block: PendingBlock): Promise<void> {
    const { refused, saveRefused } = this.#options;
    if (!refused.has(block.token)) {
      if (await this.#isAccepted({ ...block, rows: rowsOf(block.records) })) return;
      refused.add(block.token);
      await saveRefused();
    }
    if (block.records.length === 1) return this.#addRefusedRow(block);
    for (const half of halvesOf(block)) await this.#insertOrHalve(half);
  }

  async #isAccepted(block: { table: PendingBlock['table']; token: string; rows: Buffer }): Promise<boolean> {
    try {
      await this.#options.warehouse.insert(block);
      this.#acceptedBlocks += 1;
      return true;
    } catch (error) {
      if (!(error instanceof WarehouseError) || error.code !== 'refused') throw error;
      this.#options.logger.warn({ err: error, token: block.token }, 'ClickHouse refused a block');
      return false;
    }
  }

  async #addRefusedRow(row: PendingBlock): Promise<void> {
    this.#refusedRows.push(row);
    if (this.#acceptedBlocks > 0 || this.#refusedRows.length < hopelessRows) return;
    await this.#giveUp();
  }

  /** Nothing of the block was stored, so it may be sent whole again once ClickHouse is mended. */
  async #giveUp(): Promise<never> {
    const { refused, saveRefused } = this.#options;
    for (const token of [...refused]) if (token.startsWith(this.#token)) refused.delete(token);
    await saveRefused();
    throw new WarehouseError('unavailable', 'ClickHouse refuses every row of a block.');
  }

  /** With its body; without, where that is what can't be stored. */
  async #reject({ table, token, records }: PendingBlock): Promise<void> {
    const body = rowText(records[0] as RecordView);
    const kept = { table: 'rejected_events', token: `${token}:kept`, rows: this.#toRejection(table, body) } as const;
    if (await this.#isAccepted(kept)) return;
    const counted = { ...kept, token: `${token}:counted`, rows: this.#toRejection(table, body, '') };
    if (await this.#isAccepted(counted)) return;
    throw new WarehouseError('unavailable', 'ClickHouse refuses rejected_events too.');
  }

  #toRejection(table: string, line: string, body: string = line): Buffer {
    const { site = '', visitor = '', id = '' } = JSON.parse(line) as Partial<EventRow>;
    const rejection = {
      site,
      receivedAt: this.#options.madeAt,
      reason: notStorable,
      detail: `ClickHouse refused the row of ${table}`,
      channel: '',
      sdk: '',
      visitor: body !== '' && uuidPattern.test(visitor) ? visitor : nilUuid,
      eventId: body === '' ? '' : id,
      body,
      events: 1,
    };
    return Buffer.from(`${toRejectionRow(rejection)}\n`, 'utf8');
  }
}

function halvesOf({ table, token, records }: PendingBlock): PendingBlock[] {
  const middle = records.length >> 1;
  return [
    { table, token: `${token}/0`, records: records.slice(0, middle) },
    { table, token: `${token}/1`, records: records.slice(middle) },
  ];
}
