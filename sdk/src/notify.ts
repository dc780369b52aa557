/** Tells a step of an event's way: its ids or data, and what came back. */
export type Notify = (step: string, subject: unknown, outcome?: unknown) => void;

export interface LogEntry {
  step: string;
  subject: unknown;
  outcome: unknown;
}

/** The last steps, in memory, for the debug panel. */
export interface Log {
  notify: Notify;
  readonly entries: readonly LogEntry[];
  /** Steps so far, with those no longer kept. */
  readonly count: number;
}

const keptEntries = 200;

export function createLog(): Log {
  const entries: LogEntry[] = [];
  const log = {
    entries,
    count: 0,
    notify(step: string, subject: unknown, outcome?: unknown) {
      log.count++;
      entries.push({ step, subject, outcome });
      if (entries.length > keptEntries) entries.shift();
    },
  };
  return log;
}
