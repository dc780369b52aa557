import {
  type BatchReply,
  ProblemError,
  type RefusalReason,
  type ReplayReport,
  type ReplayRequest,
  replayableReasons,
  type Site,
} from '@sillage/protocol';
import { replayRequestSchema } from '@sillage/protocol/rejected-schema';
import type { RejectedRow, StoredConsent } from '@sillage/warehouse';
import type { Context } from 'hono';
import { groupBy } from '../facts/group-by.js';
import { findKeyedSite } from '../find-keyed-site.js';
import { readRequest } from '../read-json.js';
import { dayOfSite } from '../segments/day-of-site.js';
import type { HealthRoutesOptions } from './health-routes.js';
import { readLastProofs, tokenOfProof } from './last-proofs.js';
import { toTimes } from './period-times.js';
import { readCursor, toCursor } from './rejected-cursor.js';

/** Events of one replay, of a stretch among which batches are formed, and of one batch: as many as fit a body, each as large as an event may be. */
const mostEvents = 2_000;
const stretchEvents = 200;
const batchEvents = 50;
const usualDays = 30;
const dayMs = 86_400_000;

interface Replay {
  site: Site;
  options: HealthRoutesOptions;
  report: ReplayReport;
}

/**
 * `POST /v1/rejected/replay`: kept bodies once more, through the same steps as events of the site's server; each under the choice that its
 * visitor's last proof holds, so that what was withdrawn since stays out. Latest first, and from the cursor on. Throws `invalid_request`
 * for a reason that is not replayable and for a cursor that is none.
 */
export async function answerReplay(context: Context, options: HealthRoutesOptions): Promise<Response> {
  const site = findKeyedSite(context, options);
  const request = await readRequest(context, replayRequestSchema);
  const { reason, cursor } = request;
  if (reason !== undefined && !isReplayable(reason)) {
    throw new ProblemError('invalid_request', `reason: one of ${replayableReasons.join(', ')}`);
  }
  const found = await findRows(request, site, options);
  const rows = found.slice(0, mostEvents);
  const report: ReplayReport = {
    sent: 0,
    accepted: 0,
    duplicates: 0,
    rejected: {},
    unreadable: 0,
    notReplayable: rows.filter((row) => !isReplayable(row.reason)).length,
    isCut: found.length > mostEvents,
  };
  const last = await replayAll(rows, { site, options, report });
  const nextCursor = last ? toCursor(last) : cursor;
  return context.json({ ...report, ...(report.isCut && nextCursor && { nextCursor }) } satisfies ReplayReport);
}

const isReplayable = (reason: string) => replayableReasons.includes(reason as RefusalReason);

function findRows(
  request: ReplayRequest,
  site: Site,
  { warehouse, clock }: HealthRoutesOptions,
): Promise<RejectedRow[]> {
  const { reason, ids: eventIds, to = dayOfSite(site, clock()), cursor } = request;
  const after = readCursor(cursor);
  const { from = new Date(Date.parse(to) - (usualDays - 1) * dayMs).toISOString().slice(0, 10) } = request;
  const which = {
    ...(reason !== undefined && { reason, isKept: true }),
    ...(eventIds && { eventIds }),
    ...(after && { after }),
  };
  return warehouse.rejected({ site: site.id, ...toTimes({ from, to }, site), limit: mostEvents + 1, ...which });
}

/** An event that was refused twice is sent once: the last that is known of it. */
function onceEach(): (row: RejectedRow) => boolean {
  const seen = new Set<string>();
  return ({ eventId, hash }) => {
    const key = eventId || hash;
    return !seen.has(key) && seen.add(key) !== undefined;
  };
}

/** Stretch by stretch; tells the last of the rows that are done, all before it too. */
async function replayAll(rows: readonly RejectedRow[], replay: Replay): Promise<RejectedRow | undefined> {
  const isOnce = onceEach();
  const proofs = await readLastProofs(
    rows.map(({ visitor }) => visitor),
    replay.site,
    replay.options,
  );
  for (let start = 0; start < rows.length; start += stretchEvents) {
    const stretch = rows.slice(start, start + stretchEvents);
    const batches = toBatches(stretch.filter((row) => isReplayable(row.reason) && row.body !== '' && isOnce(row)));
    for (const batch of batches) {
      const [first] = batch;
      if (!(await replayBatch(batch, proofs, replay))) return rows[rows.indexOf(first) - 1];
    }
  }
  return rows.at(-1);
}

/**
 * By visitor and channel, for a batch is of one of each; in order of their first rows: what is before the first row of a batch is done
 * when its turn comes, so that each batch that is taken moves the place.
 */
function toBatches(rows: readonly RejectedRow[]): [RejectedRow, ...RejectedRow[]][] {
  const batches: [RejectedRow, ...RejectedRow[]][] = [];
  for (const group of groupBy(rows, ({ visitor, channel }) => `${visitor} ${channel}`).values()) {
    for (let start = 0; start < group.length; start += batchEvents) {
      const [first, ...others] = group.slice(start, start + batchEvents);
      if (first) batches.push([first, ...others]);
    }
  }
  return batches.sort(([a], [b]) => rows.indexOf(a) - rows.indexOf(b));
}

/** `false` where the server asks to wait. */
async function replayBatch(
  rows: readonly RejectedRow[],
  proofs: ReadonlyMap<string, StoredConsent>,
  { site, options, report }: Replay,
): Promise<boolean> {
  const events = rows.flatMap(({ body }) => readBody(body));
  report.unreadable += rows.length - events.length;
  const [first] = rows;
  if (!first || events.length === 0) return true;
  const token = tokenOfProof(proofs.get(first.visitor), site, options);
  const now = options.clock();
  try {
    const head = { site: site.id, sentAt: now, attempt: 2, sdk: 'sillage-replay', channel: first.channel };
    addUp(report, events.length, await options.send({ ...head, ...(token && { token }), events }, site));
    return true;
  } catch (error) {
    if (!(error instanceof ProblemError) || error.retryAfterSeconds === undefined) throw error;
    report.isCut = true;
    report.retryAfterSeconds = error.retryAfterSeconds;
    return false;
  }
}

function addUp(report: ReplayReport, sent: number, { accepted, duplicates, rejected }: BatchReply): void {
  report.sent += sent;
  report.accepted += accepted;
  report.duplicates += duplicates;
  for (const { reason } of rejected) report.rejected[reason] = (report.rejected[reason] ?? 0) + 1;
}

function readBody(body: string): object[] {
  try {
    const event: unknown = JSON.parse(body);
    return typeof event === 'object' && event !== null ? [event] : [];
  } catch {
    return []; // cut to the size that an event may have
  }
}
