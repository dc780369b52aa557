import type { EventBase, EventType, ShopTerms, SillageEvent } from '@sillage/protocol';

type Named<E, T> = E extends { type: infer U } ? (T extends U ? Omit<E, keyof EventBase | 'type'> : never) : never;

/** What the shop gives for an event of a type, in our terms or in its own (`ShopTerms`); the rest of it the SDK adds. */
export type Fields<T extends EventType> =
  | Named<SillageEvent, T>
  | (T extends keyof ShopTerms ? Omit<Named<SillageEvent, T>, keyof ShopTerms[T]> & ShopTerms[T] : never);
