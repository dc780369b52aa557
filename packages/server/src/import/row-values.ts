import { toTopic } from '@sillage/protocol';
import { toCurrency } from '@sillage/protocol/amount';
import type { ImportField, ImportMap } from './import-map.js';
import { readAmount } from './read-amount.js';
import type { NumberedRow } from './read-rows.js';
import { readTime, type TimeReading } from './read-time.js';
import type { Refusal } from './refusals.js';

/** A row can't become an event. */
export class RowError extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.reason);
  }
}

/** What the values of a file are read by. */
export interface ValueReading extends Omit<TimeReading, 'form'> {
  map: ImportMap;
  /** ISO 4217, where a row names none. */
  currency: string;
}

/** As many of one product as a line may hold. */
const mostQuantity = 100_000;

/** Reads the mapped fields of one row. Every method throws `RowError` where a value is not what its column may hold. */
export class RowValues {
  constructor(
    private readonly row: NumberedRow,
    private readonly reading: ValueReading,
  ) {}

  /** `undefined` where the field is not mapped or empty. */
  text(field: ImportField): string | undefined {
    const mapped = this.reading.map[field];
    return (mapped && this.row.values[mapped.column]) || undefined;
  }

  needed(field: ImportField): string {
    return this.text(field) ?? this.refuse(field, 'empty');
  }

  /** Milliseconds since 1970 UTC. */
  time(): number {
    const read = readTime(this.needed('time'), { ...this.reading, form: this.reading.map.time?.unit ?? '' });
    return 'at' in read ? read.at : this.refuse('time', read.problem);
  }

  /** ISO 4217: the row's, else the site's. */
  currency(): string {
    const own = this.text('currency');
    if (own === undefined) return this.reading.currency;
    return toCurrency(own) ?? this.refuse('currency', 'not an ISO 4217 code such as EUR');
  }

  /** Minor units of the row's currency. */
  money(field: 'price' | 'total'): number | undefined {
    const value = this.text(field);
    if (value === undefined) return undefined;
    const read = readAmount(value, { currency: this.currency(), unit: this.reading.map[field]?.unit ?? '' });
    return 'minor' in read ? read.minor : this.refuse(field, read.problem);
  }

  /** One where the file has no such column. */
  quantity(): number {
    const value = this.text('quantity') ?? '1';
    const quantity = /^\d{1,6}(?:[.,]0{1,2})?$/.test(value) ? Number.parseInt(value, 10) : 0;
    if (quantity >= 1 && quantity <= mostQuantity) return quantity;
    return this.refuse('quantity', `not a whole number from 1 to ${mostQuantity}`);
  }

  topics(): string[] {
    const topic = toTopic((this.text('category') ?? '').split(/\s*>\s*|\//));
    return topic === '' ? [] : [topic];
  }

  /** All that was mapped, in a fixed order: what makes a row itself. */
  content(): string[] {
    return (Object.keys(this.reading.map) as ImportField[]).sort().map((field) => this.text(field) ?? '');
  }

  /** The reason names the column as the file has it, and its value stands with the line among the examples. */
  refuse(field: ImportField, reason: string): never {
    const column = this.reading.map[field]?.column ?? field;
    const value = this.text(field);
    const { line } = this.row;
    throw new RowError({ reason: `${column}: ${reason}`, example: { line, ...(value !== undefined && { value }) } });
  }
}
