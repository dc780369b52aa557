import { readJson } from '../browser/read-json.js';
import type { Core } from '../core.js';
import { sources } from '../record/facts.js';
import { type EventStore, outboxEvents, type StoredEvent } from './event-store.js';

/** The events that wait for the server: this tab's in memory, all tabs' on disk. */
export interface Outbox {
  add(event: StoredEvent): void;
  /** The oldest of this tab, without those under way. */
  ofTab(): StoredEvent[];
  /** The same of all tabs. */
  ofAll(count: number): Promise<StoredEvent[]>;
  /** Marks events as under way, or no longer; true when one of them may have left before. */
  mark(events: readonly StoredEvent[], isUnderWay: boolean): boolean;
  remove(events: readonly StoredEvent[]): void;
  /** Writes what is not on disk yet where a leaving page can: synchronously. */
  spill(): void;
  /** The page is here again: what waits goes to the disk. */
  stay(): void;
  /** Takes over what other pages have spilled. */
  adopt(): void;
  /** Empties memory and disk. */
  drop(): void;
}

/** What is not on disk stays in memory; what is not removed is sent once more, and a duplicate is harmless. */
const ignore = () => undefined;

export function createOutbox(core: Core, store: EventStore): Outbox {
  const { key, text, tab } = core;
  const spillPrefix = `${key}:spill:`;
  const mine = new Map<string, StoredEvent>();
  const unsaved = new Map<string, StoredEvent>();
  /** Ids that may have left before; true while they are under way. */
  const left = new Map<string, boolean>();
  const maps = [mine, unsaved, left];
  let isLeaving = false;

  const save = async () => {
    // an open transaction of a page in the bfcache blocks the next page's, so Chrome throws the first one out
    if (isLeaving) return;
    const events = [...unsaved.values()];
    const count = await store.add(events);
    for (const [id] of events) unsaved.delete(id);
    if (count) core.observer.report(sources.api, 'custom', { name: 'outbox_dropped', properties: { count } });
    if (unsaved.size) await save();
  };
  const isHere = ([id]: StoredEvent) => !left.get(id);
  const outbox: Outbox = {
    add(event) {
      // one transaction for all that is tracked in a task: a commit takes 1 to 3 ms
      if (!unsaved.size) Promise.resolve().then(save).catch(ignore);
      mine.set(event[0], event);
      unsaved.set(event[0], event);
      for (const old of [...mine.values()].slice(0, -outboxEvents)) outbox.remove([old]);
    },
    ofTab: () => [...mine.values()].filter(isHere),
    ofAll: (count) =>
      store.first(count).then((events) => [...events, ...unsaved.values()].filter(isHere), outbox.ofTab),
    mark(events, isUnderWay) {
      let hasLeft = false;
      for (const [id] of events) {
        hasLeft ||= left.has(id) || !mine.has(id);
        left.set(id, isUnderWay);
      }
      return hasLeft;
    },
    remove(events) {
      const ids = events.map(([id]) => id);
      for (const id of ids) for (const map of maps) map.delete(id);
      store.remove(ids).catch(ignore);
    },
    spill() {
      isLeaving = true;
      if (unsaved.size) text.write(spillPrefix + tab, JSON.stringify([...unsaved.values()]));
    },
    stay() {
      isLeaving = false;
      if (unsaved.size) save().catch(ignore);
    },
    adopt() {
      for (const spilled of text.keys(spillPrefix)) {
        const events = readJson<StoredEvent[]>(text.read(spilled)) ?? [];
        for (const event of events) outbox.add(event);
        outbox.mark(events, false);
        text.write(spilled);
      }
    },
    drop() {
      for (const map of maps) map.clear();
      for (const spilled of text.keys(spillPrefix)) text.write(spilled);
      store.drop().catch(ignore);
    },
  };
  return outbox;
}
