import { basename } from 'node:path';
import { deriveId } from '@sillage/ingest';
import { type Batch, limits, type SillageEvent, toSlug } from '@sillage/protocol';
import { deliver, type Target } from './deliver.js';
import type { ImportKind, ImportMap } from './import-map.js';
import { readRows } from './read-rows.js';
import { addRefusal, explainRefusal, type Refusal, type Refusals } from './refusals.js';
import { type Imported, toClicks, toPurchases } from './to-events.js';

export interface ImportJob {
  path: string;
  kind: ImportKind;
  map: ImportMap;
  site: string;
  /** ISO 4217, where a row names none. */
  currency: string;
  /** IANA name, of times that name no offset and no UTC. */
  timeZone: string;
  /** Guessed from the header when absent. */
  delimiter?: string;
  keepForEver: boolean;
  target: Target;
  /** Milliseconds since 1970. */
  clock(): number;
  onProgress?(bytesRead: number): void;
}

/** A click is one row, an order the adjacent rows of its id; each is in exactly one of `accepted`, `duplicates`, `refused`. */
export interface ImportReport {
  /** Rows read, the header aside. */
  rows: number;
  /** Clicks or orders that the rows are. */
  events: number;
  accepted: number;
  duplicates: number;
  refused: Refusals;
}

/** Bytes of JSON from which on a batch is sent, half of what the server takes. */
const batchBytes = limits.bodyBytes / 2;

/** Streams the file, a batch at a time: the next one is read only when the last is durable. */
export async function importFile(job: ImportJob): Promise<ImportReport> {
  const columns = Object.values(job.map).map((mapped) => mapped.column);
  const source = readRows(job.path, job.delimiter, columns);
  const report: ImportReport = { rows: 0, events: 0, accepted: 0, duplicates: 0, refused: {} };
  const outgoing = new Outgoing(job, report);
  const refuse = (refusal: Refusal) => {
    report.events += 1;
    addRefusal(report.refused, refusal);
  };
  const convert = job.kind === 'clicks' ? toClicks : toPurchases;
  try {
    for await (const imported of convert(source.rows, { ...job, now: job.clock() })) {
      if ('refusal' in imported) refuse(imported.refusal);
      else await outgoing.add(imported);
      job.onProgress?.(source.bytesRead());
    }
  } finally {
    source.close();
  }
  await outgoing.flush();
  for (const line of source.unreadable()) refuse({ reason: 'not CSV', example: { line } });
  report.rows = source.rowsRead();
  return report;
}

type Taken = Extract<Imported, { event: SillageEvent }>;

/** The events that wait for a full batch, by channel, for a channel belongs to a batch. */
class Outgoing {
  private readonly waiting = new Map<string, { taken: Taken[]; bytes: number }>();
  private readonly importId: string;

  constructor(
    private readonly job: ImportJob,
    private readonly report: ImportReport,
  ) {
    this.importId = deriveId('import', job.site, 'file', job.kind, basename(job.path));
  }

  async add(taken: Taken): Promise<void> {
    const name =
      toSlug(taken.channel ?? 'import')
        .replaceAll('-', '_')
        .slice(0, 32) || 'import';
    const batch = this.waiting.get(name) ?? { taken: [], bytes: 0 };
    this.waiting.set(name, batch);
    batch.taken.push(taken);
    batch.bytes += JSON.stringify(taken.event).length;
    if (batch.taken.length < limits.batchEvents && batch.bytes < batchBytes) return;
    await this.send(name);
  }

  async flush(): Promise<void> {
    for (const channel of [...this.waiting.keys()]) await this.send(channel);
  }

  private async send(channel: string): Promise<void> {
    const taken = this.waiting.get(channel)?.taken ?? [];
    this.waiting.delete(channel);
    const events = taken.map(({ event }) => event);
    const reply = await deliver(this.toBatch(channel, events), this.job.target);
    this.report.events += events.length;
    this.report.accepted += reply.accepted;
    this.report.duplicates += reply.duplicates;
    for (const refused of reply.rejected) {
      addRefusal(this.report.refused, explainRefusal(refused, taken[refused.index]?.rows ?? [], this.job.map));
    }
  }

  private toBatch(channel: string, events: SillageEvent[]): Omit<Batch, 'attempt'> {
    const { site, clock, keepForEver } = this.job;
    const declared = { id: this.importId, ...(keepForEver && { keepForEver }) };
    return { site, sentAt: clock(), sdk: 'sillage-import', channel, import: declared, events };
  }
}
