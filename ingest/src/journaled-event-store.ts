import { ProblemError } from '@sillage/protocol';
import { firstPreviousHash, linkProof, type ProofHead } from '@sillage/warehouse';
import { deriveId } from './derived-id.js';
import type { CustomerState, EventStore, JournalRecord, ProofLedger, VisitorState } from './event-store.js';
import type { Journal, Ticket } from './journal/journal.js';
import { readRecords } from './journal/record.js';
import type { Logger } from './logger.js';
import type { NodeState } from './node-state/node-state.js';
import { encodeRecord, readFact, toFact } from './record-codec.js';

/** Entries that may wait in memory for lmdb before appends are refused: about 400 MB. */
const maxPendingEntries = 1_000_000;
const retryAfterSeconds = 5;

/** The journal and what is known from it, as one. */
export class JournaledEventStore implements EventStore, Pick<ProofLedger, 'proofHeads'> {
  readonly #journal: Journal;
  readonly #state: NodeState;
  /** Records that were appended since the start. */
  protected appended = 0;

  constructor(journal: Journal, state: NodeState) {
    this.#journal = journal;
    this.#state = state;
  }

  isKnownEvent(site: string, id: string): boolean {
    return this.#state.isKnownEvent(site, id);
  }

  findOrder(site: string, orderId: string): string | undefined {
    return this.#state.findOrder(site, orderId);
  }

  findVisitor(site: string, visitor: string): VisitorState | undefined {
    return this.#state.findVisitor(site, visitor);
  }

  findCustomer(site: string, customerId: string): CustomerState | undefined {
    return this.#state.findCustomer(site, customerId);
  }

  proofHeads(site: string): readonly ProofHead[] {
    return this.#state.proofHeads(site).map(({ chain, number, hash }) => ({ chain, number, hash }));
  }

  append(given: readonly JournalRecord[]): Promise<void> {
    if (given.length === 0) return this.flushed();
    try {
      const records = this.#link(given);
      const ticket = this.#write(records);
      this.appended += records.length;
      for (const record of records) this.#state.fold(toFact(record), ticket.frame);
      return ticket.durable;
    } catch (error) {
      return Promise.reject(error);
    }
  }

  flushed(): Promise<void> {
    return this.#journal.flushed();
  }

  /**
   * Each proof gets its place in its site's chain here, in the turn in which it goes into the journal: so the order of the
   * chain is that of the journal, and what is on disk is never linked again (decisions/0107).
   */
  #link(records: readonly JournalRecord[]): readonly JournalRecord[] {
    if (!records.some(({ kind }) => kind === 'consent')) return records;
    const heads = new Map<string, ProofHead>();
    return records.map((record) => {
      if (record.kind !== 'consent') return record;
      const { site } = record.consent;
      const consent = linkProof(record.consent, heads.get(site) ?? this.#headOf(site));
      heads.set(site, consent.link);
      return { kind: 'consent', consent };
    });
  }

  /** A chain is named by the place in the journal where it begins: no two begin at the same. */
  #headOf(site: string): ProofHead {
    const head = this.#state.currentProofHead(site);
    if (head) return head;
    const chain = deriveId('proof-chain', this.#journal.id, site, String(this.#journal.end));
    return { chain, number: 0, hash: firstPreviousHash };
  }

  #write(records: readonly JournalRecord[]): Ticket {
    if (this.#state.pendingEntries > maxPendingEntries) {
      throw new ProblemError('journal_failed', 'The node state can not be written.', retryAfterSeconds);
    }
    const { coversSince } = this.#state;
    return this.#journal.append(records.map((record) => encodeRecord(record, coversSince)));
  }
}

/** Entries to hold in memory while replaying. */
const replayBatchEntries = 50_000;

/** Brings the state to the end of the journal, as if every record were appended again. */
export async function replay(journal: Journal, state: NodeState, logger: Logger): Promise<void> {
  settleDisagreement(journal, state, logger);
  let number = 0;
  for await (const frame of journal.readFrames(state.applied)) {
    // Below the frames of live appends, which count from 1.
    number = frame.position - journal.end;
    for (const record of readRecords(frame.payload)) state.fold(readFact(record), number);
    state.markDurable({ number, end: frame.end, madeAt: frame.madeAt });
    if (state.pendingEntries > replayBatchEntries) await state.settle();
  }
  await state.settle();
}

function settleDisagreement(journal: Journal, state: NodeState, logger: Logger): void {
  const positions = { applied: state.applied, start: journal.start, end: journal.end };
  if (state.journalId !== journal.id) {
    logger.warn(positions, 'the node state belongs to another journal: what it knows is kept');
    state.restartAt(journal.id, journal.start);
  } else if (state.applied < journal.start) {
    if (journal.start > 0) logger.warn(positions, 'the node state was lost: ids older than the journal are suspect');
    state.restartAt(journal.id, journal.start);
  }
}
