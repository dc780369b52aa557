import type { CartLine, HistoryOrder, Order, Product } from '@sillage/protocol';
import type { SessionEventRow } from '../queries/session-events.js';

/** What `toEventRow` wrote into `properties`, by the event's type. */
interface Properties {
  title?: string;
  topics?: string[];
  sections?: Record<string, number>;
  product?: Product;
  line?: CartLine;
  lines?: CartLine[];
  query?: string;
  resultCount?: number;
  order?: Order;
}

export function readProperties({ properties }: SessionEventRow): Properties {
  return properties === '' ? {} : (JSON.parse(properties) as Properties);
}

export function readOrder(row: SessionEventRow): HistoryOrder | undefined {
  const { order } = readProperties(row);
  if (!order) return undefined;
  const { orderId, currency, totalMinor, lines } = order;
  return { orderId, currency, totalMinor, at: row.at, lines };
}
