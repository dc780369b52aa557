import { readJson } from '../browser/read-json.js';
import type { Core } from '../core.js';
import { sources } from '../record/facts.js';
import { type EventStore, outboxEvents, type StoredEvent } from './event-store.js';

/** The events that wait for the server: this tab's in memory, all tabs' on disk. */
export interface Outbox {
  add(id: string, json: string): void;
  /** The oldest of this tab, without those under way. */
  ofTab(): StoredEvent[];
  /** The same of all tabs. */
  ofAll(count: number): Promise<StoredEvent[]>;
  /** Marks events as under way; true when one of them may have left before. */
  depart(ids: readonly string[]): boolean;
  /** They are under way no longer. */
  arrive(ids: readonly string[]): void;
  remove(ids: readonly string[]): void;
  /** Writes what is not on disk yet where a leaving page can: synchronously. */
  spill(): void;
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
  const spillKey = spillPrefix + tab;
  const mine = new Map<string, string>();
  const unsaved = new Map<string, string>();
  /** Ids that may have left before; true while they are under way. */
  const left = new Map<string, boolean>();
  let isSaving = false;

  const save = async () => {
    isSaving = false;
    const events = [...unsaved];
    const dropped = await store.add(events);
    for (const [id] of events) unsaved.delete(id);
    if (dropped)
      core.observer.report(sources.api, 'custom', { name: 'outbox_dropped', properties: { count: dropped } });
  };
  const isHere = ([id]: StoredEvent) => !left.get(id);
  const outbox: Outbox = {
    add(id, json) {
      mine.set(id, json);
      unsaved.set(id, json);
      for (const old of [...mine.keys()].slice(0, -outboxEvents)) outbox.remove([old]);
      // one transaction for all that is tracked in a task: a commit takes 1 to 3 ms
      if (!isSaving) Promise.resolve().then(save).catch(ignore);
      isSaving = true;
    },
    ofTab: () => [...mine].filter(isHere),
    ofAll: (count) =>
      store.first(count).then(
        (events) => events.filter(isHere),
        () => outbox.ofTab(),
      ),
    depart(ids) {
      const isResent = ids.some((id) => left.has(id) || !mine.has(id));
      for (const id of ids) left.set(id, true);
      return isResent;
    },
    arrive(ids) {
      for (const id of ids) left.set(id, false);
    },
    remove(ids) {
      for (const id of ids) for (const kept of [mine, unsaved, left]) kept.delete(id);
      store.remove(ids).catch(ignore);
    },
    spill() {
      if (unsaved.size) text.write(spillKey, JSON.stringify([...unsaved]));
    },
    adopt() {
      for (const spilled of text.keys(spillPrefix)) {
        for (const [id, json] of readJson<StoredEvent[]>(text.read(spilled)) ?? []) {
          outbox.add(id, json);
          left.set(id, false);
        }
        text.write(spilled);
      }
    },
    drop() {
      for (const kept of [mine, unsaved, left]) kept.clear();
      for (const spilled of text.keys(spillPrefix)) text.write(spilled);
      store.drop().catch(ignore);
    },
  };
  return outbox;
}
