import { createStore, promisifyRequest, type UseStore } from 'idb-keyval';
import type { Core } from '../core.js';

/** An event's id, which is also its place in time, its JSON, and the purposes it was collected for, by commas. */
export type StoredEvent = readonly [id: string, json: string, purposes: string];

/** An event of this tab that the server has not acknowledged. */
export interface Waiting {
  event: StoredEvent;
  isSaved?: boolean;
  /** It may have left; true while it is under way. */
  isUnderWay?: boolean;
}

/** Events that wait at most; with 16 KiB at most for each, the bytes are bounded too. */
export const outboxEvents = 1000;
/** What is not on disk stays in memory; what is not removed is sent once more, and a duplicate is harmless. */
const ignore = () => undefined;

const isHere =
  (core: Core) =>
  ([id]: StoredEvent) =>
    !core.waiting.get(id)?.isUnderWay;
const ofTab = (core: Core) => [...core.waiting.values()];
const toEvent = ({ event }: Waiting) => event;
const unsaved = (core: Core) => ofTab(core).filter(({ isSaved }) => !isSaved);

/** Nothing is opened before the first use. One key an event, so that tabs never overwrite each other. */
async function change<T>(core: Core, edit: (store: IDBObjectStore) => T): Promise<T> {
  core.useStore ??= createStore(core.storageKey, 'events');
  let result: T | undefined;
  await core.useStore('readwrite', (store) => {
    result = edit(store);
    return promisifyRequest(store.transaction);
  });
  return result as T;
}

export function addEvent(core: Core, event: StoredEvent): void {
  core.waiting.set(event[0], { event });
  removeEvents(core, ofTab(core).slice(0, -outboxEvents).map(toEvent));
  saveSoon(core);
}

/** One transaction for all that is tracked in a task: a commit takes 1 to 3 ms. */
export function saveSoon(core: Core): void {
  if (!core.isSaving) queueMicrotask(() => save(core).catch(ignore));
  core.isSaving = true;
}

async function save(core: Core): Promise<void> {
  core.isSaving = false;
  const events = unsaved(core);
  // an open transaction of a page in the bfcache blocks the next page's, so Chrome throws the first one out
  if (core.isLeaving || !events[0]) return;
  const keys = await change(core, (store) => {
    for (const { event } of events) store.put(event, event[0]);
    return store.getAllKeys();
  });
  for (const waiting of events) waiting.isSaved = true;
  const excess = keys.result.slice(0, -outboxEvents) as string[];
  if (!excess[0]) return;
  removeIds(core, excess);
  core.tell(0, 'custom', { name: 'outbox_dropped', properties: { count: excess.length } });
}

/** The oldest of this tab, without those under way. */
export const eventsOfTab = (core: Core): StoredEvent[] => ofTab(core).map(toEvent).filter(isHere(core));

/** The same of all tabs; of this one where there is no disk. */
export async function eventsOfAll(core: Core, count: number): Promise<StoredEvent[]> {
  try {
    const { result } = await change(core, (store) => store.getAll(null, count));
    return [...result, ...unsaved(core).map(toEvent)].filter(isHere(core));
  } catch {
    return eventsOfTab(core);
  }
}

/** Marks events as under way, or no longer; true when one of them may have left before. */
export function markEvents(core: Core, events: readonly StoredEvent[], isUnderWay: boolean): boolean {
  let hasLeft = false;
  for (const [id] of events) {
    const waiting = core.waiting.get(id);
    hasLeft ||= waiting?.isUnderWay !== undefined || !waiting;
    if (waiting) waiting.isUnderWay = isUnderWay;
  }
  return hasLeft;
}

export const removeEvents = (core: Core, events: readonly StoredEvent[]): void =>
  removeIds(
    core,
    events.map(([id]) => id),
  );

function removeIds(core: Core, ids: readonly string[]): void {
  if (!ids[0]) return;
  for (const id of ids) core.waiting.delete(id);
  change(core, (store) => {
    for (const id of ids) store.delete(id);
  }).catch(ignore);
}

/** Writes what is not on disk yet where a leaving page can: synchronously. */
export function spillEvents(core: Core): void {
  const events = unsaved(core).map(toEvent);
  try {
    if (events[0]) localStorage.setItem(`${core.storageKey}:spill:${core.tabId}`, JSON.stringify(events));
  } catch {
    // forbidden or full: what could be sent was sent
  }
}

/** Takes out what pages have spilled. */
function takeSpilled(core: Core): StoredEvent[] {
  const events: StoredEvent[] = [];
  try {
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(`${core.storageKey}:spill:`)) continue;
      events.push(...JSON.parse(localStorage.getItem(key) as string));
      localStorage.removeItem(key);
    }
  } catch {
    // forbidden, or another tab was faster
  }
  return events;
}

/** Takes over what other pages have spilled: it may have left. */
export function adoptEvents(core: Core): void {
  const events = takeSpilled(core);
  for (const event of events) addEvent(core, event);
  markEvents(core, events, false);
}

/** Empties memory and disk. */
export function dropEvents(core: Core): void {
  const { useStore } = core;
  core.waiting.clear();
  takeSpilled(core);
  core.useStore = undefined;
  drop(core.storageKey, useStore).catch(ignore);
}

async function drop(name: string, useStore: UseStore | undefined): Promise<void> {
  // asked first: a later grant's opening then waits for it
  indexedDB.deleteDatabase(name);
  await useStore?.('readwrite', (store) => {
    store.clear();
    store.transaction.db.close();
  });
}
