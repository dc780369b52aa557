import { nilUuid, type RefusalReason, unkeptReasons } from '@sillage/protocol';
import type { StoredRejection } from '@sillage/warehouse';
import { cleanRejectedBody } from '../clean/clean-rejected-body.js';
import type { Intake } from '../intake.js';
import type { Refused } from '../reading/check-raw.js';
import type { ReadEvent } from '../reading/read-batch.js';
import { parseJson } from '../request/body.js';

/** An event, and where it stands in its batch. */
interface RefusedEvent {
  index: number;
  event: ReadEvent;
}

/** Tells the sender, and keeps the event among the refused: for reasons of consent only how many there were. */
export function refuse({ index, event }: RefusedEvent, { reason, detail }: Refused, intake: Intake): void {
  const id = 'isUnnamed' in event ? undefined : event.id;
  intake.rejected.push({ ...(id !== undefined && { id }), index, reason, ...(detail !== undefined && { detail }) });
  if (unkeptReasons.includes(reason)) count(reason, intake);
  else keepRefused(rawEvent(index, intake), { reason, detail: detail ?? '', eventId: id ?? '' }, intake);
}

/** One record for all events of a batch that have the same reason. */
function count(reason: RefusalReason, intake: Intake): void {
  const counted = intake.counted.get(reason);
  if (counted) counted.events += 1;
  else intake.counted.set(reason, addRecord({ ...emptyRejection, reason }, {}, intake));
}

type Told = Pick<StoredRejection, 'reason' | 'detail' | 'eventId'>;

function keepRefused(raw: unknown, told: Told, intake: Intake): void {
  const { sender, standing } = intake;
  const body = cleanRejectedBody(raw);
  // what a server sends again may have been refused before; of an import each run over the same file refuses the same
  const isRepeated = sender.kind === 'importer' || (sender.kind === 'server' && sender.attempt > 1);
  const isSuspect = isRepeated && told.eventId !== '';
  addRecord({ ...emptyRejection, ...told, body, visitor: standing?.visitor ?? nilUuid }, { isSuspect }, intake);
}

const emptyRejection = { detail: '', visitor: nilUuid, eventId: '', body: '', events: 1 };

function addRecord(
  rejected: Omit<StoredRejection, 'site' | 'receivedAt' | 'channel' | 'sdk'>,
  { isSuspect = false }: { isSuspect?: boolean },
  { site, sender, receivedAt, records }: Intake,
): StoredRejection {
  const rejection = { ...rejected, site: site.id, receivedAt, channel: sender.channel, sdk: sender.sdk };
  records.push({ kind: 'rejection', ...(isSuspect && { isSuspect }), rejection });
  return rejection;
}

/** What came of the event in JSON: few are refused, so that nothing but the text is kept for them. */
function rawEvent(index: number, intake: Intake): unknown {
  intake.raw ??= (parseJson(intake.text) as { events: unknown[] }).events;
  return intake.raw[index];
}
