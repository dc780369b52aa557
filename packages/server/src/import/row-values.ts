import { toTopic } from '@sillage/protocol';
import type { ImportField, ImportMap } from './import-map.js';
import type { Row } from './read-rows.js';

/** A row can't become an event; the message names the field, never its value. */
export class RowError extends Error {}

/** Reads the mapped fields of one row. Every method throws `RowError` where a value is not what its unit says. */
export class RowValues {
  constructor(
    private readonly row: Row,
    private readonly map: ImportMap,
  ) {}

  /** `undefined` where the field is not mapped or empty. */
  text(field: ImportField): string | undefined {
    const mapped = this.map[field];
    return (mapped && this.row[mapped.column]) || undefined;
  }

  needed(field: ImportField): string {
    const value = this.text(field);
    if (value === undefined) throw new RowError(`${field} is empty`);
    return value;
  }

  /** Milliseconds since 1970 UTC. */
  time(): number {
    const value = this.needed('time');
    const unit = this.map.time?.unit;
    const at = unit === 'iso' ? Date.parse(withOffset(value)) : Math.round(Number(value) * (unit === 's' ? 1000 : 1));
    if (!Number.isSafeInteger(at) || at < 0) throw new RowError(`time is not in ${unit}`);
    return at;
  }

  /** Minor units of the currency. */
  money(field: 'price' | 'total', currency: string): number | undefined {
    const value = this.text(field);
    if (value === undefined) return undefined;
    if (!/^[A-Z]{3}$/.test(currency)) throw new RowError('currency is not an ISO 4217 code');
    const scale = this.map[field]?.unit === 'minor' ? 1 : 10 ** fractionDigits(currency);
    const minor = Math.round(Number(value.replace(',', '.')) * scale);
    if (!Number.isSafeInteger(minor)) throw new RowError(`${field} is not a number`);
    return minor;
  }

  quantity(): number {
    const value = Number(this.text('quantity') ?? 1);
    if (!Number.isSafeInteger(value)) throw new RowError('quantity is not a whole number');
    return value;
  }

  topics(): string[] {
    const topic = toTopic((this.text('category') ?? '').split(/\s*>\s*|\//));
    return topic === '' ? [] : [topic];
  }

  /** All that was mapped, in a fixed order: what makes a row itself. */
  content(): string[] {
    return (Object.keys(this.map) as ImportField[]).sort().map((field) => this.text(field) ?? '');
  }
}

/** A time without offset is UTC, not the importing machine's time. */
function withOffset(value: string): string {
  if (/^\d{4}-\d\d-\d\d$/.test(value) || /(?:Z|[+-]\d\d:?\d\d)$/i.test(value)) return value;
  return `${value.replace(' ', 'T')}Z`;
}

function fractionDigits(currency: string): number {
  const { maximumFractionDigits } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
  return maximumFractionDigits ?? 2;
}
