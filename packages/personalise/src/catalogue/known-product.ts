import type { OfferedProduct } from '@sillage/protocol';
import { isSafeAddress } from '@sillage/protocol/definition-schema';
import type { LearntProduct, StoredProduct } from '@sillage/warehouse';

/** A product as decisions and recommendations know it. Every field is there, so that all of them have one shape in memory. */
export interface KnownProduct {
  /** In the catalogue; the pages may call it otherwise. */
  id: string;
  name: string | undefined;
  url: string | undefined;
  image: string | undefined;
  priceMinor: number | undefined;
  currency: string | undefined;
  marginMinor: number | undefined;
  /** `undefined` of one that was learnt from pages, which say nothing of it. */
  isAvailable: boolean | undefined;
  topics: readonly string[];
  brand: string | undefined;
  parentId: string | undefined;
  /** Milliseconds since 1970 UTC. */
  releasedAt: number | undefined;
  restockedAt: number | undefined;
  revision: number;
}

export function toKnown(product: StoredProduct): KnownProduct {
  const { id, name, url, image, priceMinor, currency, marginMinor, stock, topics = [], brand } = product;
  const { parentId, releasedAt, restockedAt, revision } = product;
  const isAvailable = stock !== 'out' && stock !== 0;
  const sold = { priceMinor, currency, marginMinor, isAvailable };
  return { id, name, url, image, ...sold, topics, brand, parentId, releasedAt, restockedAt, revision };
}

/** What browsers said: text is text, and an address leads nowhere but into the shop. */
export function toLearnt({ id, name, path, brand, priceMinor, currency, topics }: LearntProduct): KnownProduct {
  const isOwn = path?.startsWith('/') && isSafeAddress(path);
  return {
    id,
    name,
    url: isOwn ? path : undefined,
    image: undefined,
    priceMinor,
    currency,
    marginMinor: undefined,
    isAvailable: undefined,
    topics,
    brand,
    parentId: undefined,
    releasedAt: undefined,
    restockedAt: undefined,
    revision: 0,
  };
}

/** What a page shows of it, under the id by which it was asked for: carts and clicks of the page name that one. */
export function toOffered(asked: string, product: KnownProduct): Omit<OfferedProduct, 'reason'> {
  const { name, brand, url, image, priceMinor, currency } = product;
  return {
    productId: asked,
    ...(name !== undefined && { name }),
    ...(brand !== undefined && { brand }),
    ...(priceMinor !== undefined && currency !== undefined && { priceMinor, currency }),
    ...(url !== undefined && { url }),
    ...(image !== undefined && { image }),
  };
}
