import type { Frame } from '../journal/frame.js';
import { type RecordView, readRecords, rowBytes } from '../journal/record.js';
import type { Fact } from '../node-state/fold.js';
import { readFact, readMarker } from '../record-codec.js';
import type { JournalPlace } from './loader-state.js';

export type Marker = Fact & { kind: 'erasure' | 'withdrawal' };

/** A stretch of the journal that is loaded as one. */
export interface LoadRange {
  from: JournalPlace;
  to: JournalPlace;
  records: RecordView[];
  /** Done after the rows. None of their visitors has a record behind its marker in this range. */
  markers: Marker[];
  /** When the first and the last frame were made; undefined for an empty range. */
  madeAt: { first: number; last: number } | undefined;
}

export interface FrameSource {
  /** Position behind the last durable frame. */
  readonly end: number;
  readFrames(position: number, end: number): AsyncGenerator<Frame>;
}

export interface RangeLimits {
  rows: number;
  bytes: number;
}

/** The records from `from` on: up to `until` where it is given, else as many as the limits and the markers allow. */
export async function readRange(
  source: FrameSource,
  from: JournalPlace,
  end: { until: JournalPlace } | { limits: RangeLimits },
): Promise<LoadRange> {
  const builder = new RangeBuilder(from, end);
  const sourceEnd = source.end;
  for await (const frame of source.readFrames(from.frame, sourceEnd)) {
    if (!builder.addFrame(frame)) return builder.range;
  }
  // Behind the last frame too, where what follows it is corrupt.
  builder.range.to = 'until' in end ? end.until : { frame: sourceEnd, record: 0 };
  return builder.range;
}

class RangeBuilder {
  readonly range: LoadRange;
  readonly #end: { until: JournalPlace } | { limits: RangeLimits };
  readonly #markedVisitors = new Set<string>();
  #bytes = 0;

  constructor(from: JournalPlace, end: { until: JournalPlace } | { limits: RangeLimits }) {
    this.range = { from, to: from, records: [], markers: [], madeAt: undefined };
    this.#end = end;
  }

  /** False when the range ends before the end of the frame. */
  addFrame(frame: Frame): boolean {
    let index = 0;
    for (const record of readRecords(frame.payload)) {
      const place = { frame: frame.position, record: index };
      index += 1;
      if (isBefore(place, this.range.from)) continue;
      if (this.#endsBefore(record, place)) return this.#endAt(place);
      this.#add(record, frame.madeAt);
    }
    this.#endAt({ frame: frame.end, record: 0 });
    return true;
  }

  #endAt(place: JournalPlace): false {
    this.range.to = place;
    return false;
  }

  #endsBefore(record: RecordView, place: JournalPlace): boolean {
    if ('until' in this.#end) return !isBefore(place, this.#end.until);
    const { rows, bytes } = this.#end.limits;
    if (this.range.records.length >= rows || this.#bytes >= bytes) return true;
    return this.#markedVisitors.size > 0 && this.#markedVisitors.has(visitorKey(readFact(record)));
  }

  #add(record: RecordView, madeAt: number): void {
    this.range.madeAt = { first: this.range.madeAt?.first ?? madeAt, last: madeAt };
    this.#bytes += rowBytes(record);
    if (record.kind !== 'erasure' && record.kind !== 'withdrawal') {
      this.range.records.push(record);
      return;
    }
    const marker = readMarker(record);
    this.range.markers.push(marker);
    this.#markedVisitors.add(visitorKey(marker));
  }
}

function visitorKey(fact: Fact): string {
  switch (fact.kind) {
    case 'rejection':
    case 'change':
    case 'choice':
      return '';
    case 'consent':
      return `${fact.consent.site} ${fact.consent.visitor}`;
    case 'person':
      return `${fact.person.site} ${fact.person.visitor}`;
    default:
      return `${fact.site} ${fact.visitor}`;
  }
}

function isBefore(a: JournalPlace, b: JournalPlace): boolean {
  return a.frame < b.frame || (a.frame === b.frame && a.record < b.record);
}
