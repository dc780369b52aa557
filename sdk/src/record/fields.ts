import type { EventBase, EventType, SillageEvent } from '@sillage/protocol';

type Named<E, T> = E extends { type: infer U } ? (T extends U ? Omit<E, keyof EventBase | 'type'> : never) : never;

/** What the shop gives for an event of a type; the rest of it the SDK adds. */
export type Fields<T extends EventType> = Named<SillageEvent, T>;
