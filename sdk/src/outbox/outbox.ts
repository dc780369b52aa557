import type { LocalText } from '../browser/open-local.js';
import { type EventStore, outboxLimits, type StoredEvent } from './event-store.js';

/** An event of this tab that the server has not acknowledged. */
interface Waiting {
  json: string;
  /** Times it may have left. */
  tries: number;
  isSaved: boolean;
  isInFlight: boolean;
}

export interface OutboxParts {
  store: EventStore;
  local: LocalText;
  /** Prefix of the keys under which a leaving page spills what IndexedDB does not yet hold. */
  spillPrefix: string;
  /** Of this page load. */
  pageKey: string;
  /** Old events had to go to keep the bounds. */
  onDropped(count: number): void;
}

/** The events that wait for the server: this tab's in memory, all tabs' on disk. */
export interface Outbox {
  add(id: string, json: string): void;
  /** The oldest of all tabs, without those under way in this tab. */
  first(count: number): Promise<StoredEvent[]>;
  /** The same of this tab alone, at once. */
  firstOfTab(): StoredEvent[];
  /** Marks events as under way; true when one of them may have left before. */
  depart(ids: string[]): boolean;
  /** They came back without an answer. */
  stay(ids: string[]): void;
  remove(ids: string[]): void;
  /** Writes what is not on disk yet where a leaving page can: synchronously. */
  spill(): void;
  /** Takes over what other pages have spilled. */
  adopt(): void;
  /** Empties memory and disk. */
  drop(): void;
}

export function createOutbox({ store, local, spillPrefix, pageKey, onDropped }: OutboxParts): Outbox {
  const waiting = new Map<string, Waiting>();
  let isSaving = false;

  const oldestFirst = (events: StoredEvent[]) => events.sort(([a], [b]) => (a < b ? -1 : 1));
  const unsaved = () => [...waiting].filter(([, event]) => !event.isSaved);
  // one transaction for all that is tracked in a task: a commit takes 1 to 3 ms
  const save = async () => {
    isSaving = false;
    const events = unsaved();
    try {
      const dropped = await store.add(events.map(([id, { json }]) => [id, json]));
      for (const [, event] of events) event.isSaved = true;
      if (dropped) onDropped(dropped);
    } catch {
      // forbidden or full: this tab holds them in memory, within the same bound
      for (const [id] of [...waiting].slice(0, -outboxLimits.events)) waiting.delete(id);
    }
  };
  const hold = (id: string, json: string, tries: number) => {
    waiting.set(id, { json, tries, isSaved: false, isInFlight: false });
    if (!isSaving) queueMicrotask(save);
    isSaving = true;
  };
  const firstOfTab = () =>
    oldestFirst([...waiting].filter(([, event]) => !event.isInFlight).map(([id, { json }]) => [id, json]));
  const forgetSpilled = () => {
    for (const key of local.keys(spillPrefix)) local.remove(key);
  };

  return {
    add: (id, json) => hold(id, json, 0),
    firstOfTab,
    async first(count) {
      const stored = await store.first(count).catch((): StoredEvent[] => []);
      return oldestFirst([...stored.filter(([id]) => !waiting.has(id)), ...firstOfTab()]).slice(0, count);
    },
    depart(ids) {
      let isResent = false;
      for (const id of ids) {
        const event = waiting.get(id);
        if (!event || event.tries++) isResent = true;
        if (event) event.isInFlight = true;
      }
      return isResent;
    },
    stay(ids) {
      for (const id of ids) {
        const event = waiting.get(id);
        if (event) event.isInFlight = false;
      }
    },
    remove(ids) {
      for (const id of ids) waiting.delete(id);
      store.remove(ids).catch(() => undefined); // still there: sent once more, and a duplicate is harmless
    },
    spill() {
      const events = unsaved();
      if (events.length) local.write(spillPrefix + pageKey, JSON.stringify(events.map(([id, { json }]) => [id, json])));
    },
    adopt() {
      for (const key of local.keys(spillPrefix)) {
        for (const [id, json] of parseSpilled(local.read(key))) if (!waiting.has(id)) hold(id, json, 1);
        local.remove(key);
      }
    },
    drop() {
      waiting.clear();
      forgetSpilled();
      store.drop().catch(() => undefined); // forbidden: nothing is there
    },
  };
}

function parseSpilled(text: string | undefined): StoredEvent[] {
  try {
    return JSON.parse(text as string);
  } catch {
    return []; // another tab was faster
  }
}
