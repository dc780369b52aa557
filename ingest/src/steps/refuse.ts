import { unkeptReasons, uuidPattern } from '@sillage/protocol';
import { cleanRejectedBody } from '../clean/clean-rejected-body.js';
import type { Intake, Refused } from '../intake.js';

/** Tells the sender, and keeps the event among the refused: for reasons of consent only that there was one. */
export function refuse(index: number, raw: unknown, { reason, detail }: Refused, intake: Intake): void {
  const { site, sender, receivedAt, services } = intake;
  const id = idOf(raw);
  const isKept = !unkeptReasons.includes(reason);
  intake.rejected.push({ ...(id !== undefined && { id }), index, reason, ...(detail !== undefined && { detail }) });
  intake.records.push({
    kind: 'rejection',
    // its id is made of its source, so that each run over the same file refuses the same
    ...(sender.kind === 'importer' && id !== undefined && { isSuspect: true }),
    rejection: {
      site: site.id,
      receivedAt,
      reason,
      detail: detail ?? '',
      channel: sender.channel,
      sdk: sender.sdk,
      eventId: isKept ? (id ?? '') : '',
      body: isKept ? cleanRejectedBody(raw, services.cleaner) : '',
    },
  });
}

function idOf(raw: unknown): string | undefined {
  const id = typeof raw === 'object' && raw !== null && 'id' in raw ? raw.id : undefined;
  return typeof id === 'string' && uuidPattern.test(id) ? id : undefined;
}
