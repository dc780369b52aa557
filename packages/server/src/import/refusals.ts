import type { Refusal as Refused } from '@sillage/protocol';
import type { ImportField, ImportMap } from './import-map.js';
import type { NumberedRow } from './read-rows.js';

/** Where a reason was met. */
export interface Example {
  /** Line of the file; the header is 1. */
  line: number;
  /** What stands there in the column that the reason names. */
  value?: string;
}

/** Why a row, or the event made of it, was not taken. */
export interface Refusal {
  reason: string;
  example: Example;
}

/** Reason → number of events that were not, and the first of them. */
export type Refusals = Record<string, { times: number; examples: Example[] }>;

/** Examples of each reason; with a few, the mistake is found in the file. */
const mostExamples = 3;

export function addRefusal(refusals: Refusals, { reason, example }: Refusal): void {
  const known = refusals[reason] ?? { times: 0, examples: [] };
  refusals[reason] = known;
  known.times += 1;
  if (known.examples.length < mostExamples) known.examples.push(example);
}

/** Fields of events by the mapped field whose column they came from. */
const sources: Readonly<Record<string, ImportField>> = {
  productId: 'item',
  name: 'name',
  brand: 'brand',
  topics: 'category',
  priceMinor: 'price',
  totalMinor: 'total',
  currency: 'currency',
  quantity: 'quantity',
  orderId: 'order',
  customerId: 'customer',
  occurredAt: 'time',
};

/** The server's `order.lines.2.productId: Too big: …` with the column and the row of the file. */
export function explainRefusal(refused: Refused, rows: readonly NumberedRow[], map: ImportMap): Refusal {
  const [path = '', problem] = splitDetail(refused.detail);
  const parts = path.split('.');
  const field = refused.reason === 'too_old' ? 'time' : sources[parts.findLast((part) => !/^\d+$/.test(part)) ?? ''];
  const row = rows[parts[1] === 'lines' ? Number(parts[2] ?? 0) : 0] ?? rows[0];
  const column = field && map[field]?.column;
  const value = column === undefined ? undefined : row?.values[column];
  return {
    reason: [column ?? path, problem, refused.reason].filter(Boolean).join(': '),
    example: { line: row?.line ?? 0, ...(value !== undefined && { value }) },
  };
}

function splitDetail(detail = ''): [string, string] {
  const at = detail.indexOf(': ');
  return at < 0 ? ['', detail] : [detail.slice(0, at), detail.slice(at + 2)];
}
