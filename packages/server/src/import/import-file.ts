import { basename } from 'node:path';
import { deriveId } from '@sillage/ingest';
import { type Batch, limits, type SillageEvent, toSlug } from '@sillage/protocol';
import { deliver, type Target } from './deliver.js';
import type { ImportKind, ImportMap } from './import-map.js';
import { readRows } from './read-rows.js';
import { toClicks, toPurchases } from './to-events.js';

export interface ImportJob {
  path: string;
  kind: ImportKind;
  map: ImportMap;
  site: string;
  /** ISO 4217, where a row names none. */
  currency: string;
  /** Guessed from the header when absent. */
  delimiter?: string;
  keepForEver: boolean;
  target: Target;
  /** Milliseconds since 1970. */
  clock(): number;
  onProgress?(bytesRead: number): void;
}

/** Each row is in exactly one of the numbers, but orders: their rows are lines of one event. */
export interface ImportReport {
  events: number;
  accepted: number;
  duplicates: number;
  /** Reason → number of events or, with `row: …`, of rows that gave no event. */
  refused: Record<string, number>;
}

/** Bytes of JSON from which on a batch is sent, half of what the server takes. */
const batchBytes = limits.bodyBytes / 2;

/** Streams the file, a batch at a time: the next one is read only when the last is durable. */
export async function importFile(job: ImportJob): Promise<ImportReport> {
  const columns = Object.values(job.map).map((mapped) => mapped.column);
  const source = readRows(job.path, job.delimiter, columns);
  const report: ImportReport = { events: 0, accepted: 0, duplicates: 0, refused: {} };
  const outgoing = new Outgoing(job, report);
  const convert = job.kind === 'clicks' ? toClicks : toPurchases;
  try {
    for await (const imported of convert(source.rows, job)) {
      if ('problem' in imported) count(report, `row: ${imported.problem}`, 1);
      else await outgoing.add(imported.event, imported.channel);
      job.onProgress?.(source.bytesRead());
    }
  } finally {
    source.close();
  }
  await outgoing.flush();
  if (source.unreadable() > 0) count(report, 'row: not CSV', source.unreadable());
  return report;
}

/** The events that wait for a full batch, by channel, for a channel belongs to a batch. */
class Outgoing {
  private readonly waiting = new Map<string, { events: SillageEvent[]; bytes: number }>();
  private readonly importId: string;

  constructor(
    private readonly job: ImportJob,
    private readonly report: ImportReport,
  ) {
    this.importId = deriveId('import', job.site, 'file', job.kind, basename(job.path));
  }

  async add(event: SillageEvent, channel = 'import'): Promise<void> {
    const name = toSlug(channel).replaceAll('-', '_').slice(0, 32) || 'import';
    const batch = this.waiting.get(name) ?? { events: [], bytes: 0 };
    this.waiting.set(name, batch);
    batch.events.push(event);
    batch.bytes += JSON.stringify(event).length;
    if (batch.events.length < limits.batchEvents && batch.bytes < batchBytes) return;
    await this.send(name);
  }

  async flush(): Promise<void> {
    for (const channel of [...this.waiting.keys()]) await this.send(channel);
  }

  private async send(channel: string): Promise<void> {
    const events = this.waiting.get(channel)?.events ?? [];
    this.waiting.delete(channel);
    const reply = await deliver(this.toBatch(channel, events), this.job.target);
    this.report.events += events.length;
    this.report.accepted += reply.accepted;
    this.report.duplicates += reply.duplicates;
    for (const { reason, detail } of reply.rejected) count(this.report, detail ? `${reason}: ${detail}` : reason, 1);
  }

  private toBatch(channel: string, events: SillageEvent[]): Omit<Batch, 'attempt'> {
    const { site, clock, keepForEver } = this.job;
    const declared = { id: this.importId, ...(keepForEver && { keepForEver }) };
    return { site, sentAt: clock(), sdk: 'sillage-import', channel, import: declared, events };
  }
}

function count(report: ImportReport, reason: string, times: number): void {
  report.refused[reason] = (report.refused[reason] ?? 0) + times;
}
