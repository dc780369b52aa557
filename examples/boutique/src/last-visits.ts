import { findProduct } from './catalogue/catalogue.js';
import type { Product } from './catalogue/product.js';
import type { History } from './collector.js';
import type { LastVisits } from './pages/home.js';

/** Products of the visitor's last sessions, latest first, without those just bought: what the home page brings back. */
export function toLastVisits(history: History | undefined, most = 4): LastVisits | undefined {
  if (history?.lastVisitAt === undefined) return undefined;
  const bought = new Set(history.sessions.flatMap(({ orders }) => orders.flatMap(({ lines }) => lines.map(idOf))));
  const pages = history.sessions.flatMap((session) => session.pages).sort((a, b) => b.viewedAt - a.viewedAt);
  const ids = new Set(pages.flatMap((page) => page.products.map(idOf)));
  const products = [...ids].flatMap((id): Product[] => (bought.has(id) ? [] : [findProduct(id) ?? []].flat()));
  if (products.length === 0) return undefined;
  return { visits: history.visits, lastVisitAt: history.lastVisitAt, products: products.slice(0, most) };
}

const idOf = ({ productId }: { productId: string }): string => productId;
