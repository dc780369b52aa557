import { type Choices, type ConsentSource, consentLifetimeMs, type Purpose, purposes, uuidv7 } from '@sillage/protocol';
import { sdkVersion } from '../version.js';
import type { ConsentRecord, ConsentRecords } from './consent-record.js';

export interface GateParts {
  site: string;
  policyVersion: string;
  records: ConsentRecords;
  now(): number;
  /** `navigator.globalPrivacyControl`. */
  gpc(): boolean;
  language(): string;
  /** Nothing may go on before a banner has confirmed what is stored. */
  awaitsBanner: boolean;
  /** The first purpose was granted: record from now on. */
  onStart(): void;
  /** A purpose ended: stop what is under way for it; nothing is left when `isOver`. */
  onLoss(isOver: boolean): void;
  /** There is a choice to tell the server. */
  onPending(isWithdrawal: boolean): void;
}

/** Who chose, and whether a banner only repeats at load what it had stored. */
export interface Decision {
  source: ConsentSource;
  isRestored?: boolean;
}

export interface Gate {
  /** Purposes that hold now. */
  granted(): Purpose[];
  /** Nothing is known, or it is not confirmed: `held` when what is stored is a grant. */
  waiting(): 'held' | 'undecided' | undefined;
  /** Takes over a choice. Purposes not named stay as they are. */
  decide(choices: Choices, decision: Decision): void;
  /** Reads again what other tabs, or this one before the bfcache, have written. */
  refresh(): void;
  /** There is no banner: what is stored counts. */
  confirm(): void;
  record(): ConsentRecord;
  /** Changes the record in one step with its reading. */
  amend(change: (record: ConsentRecord) => ConsentRecord): void;
}

const isGranted = ({ choices }: ConsentRecord) => purposes.some((purpose) => choices[purpose] === 'granted');

/** The visitor's choice: nothing is recorded, stored or sent but through here. */
export function createGate(parts: GateParts): Gate {
  const { records, now, gpc } = parts;
  let record = records.read();
  let isConfirmed = !parts.awaitsBanner;
  let live: Purpose[] = [];

  const effective = (): Purpose[] => {
    if (live.length && record.expiresAt <= now()) record = records.read();
    return purposes.filter(
      (purpose) =>
        isConfirmed &&
        record.choices[purpose] === 'granted' &&
        (record.allowed?.includes(purpose) ?? true) &&
        // an objection that came after the grant weighs more than the grant
        (purpose !== 'personalisation' || record.gpc || !gpc()),
    );
  };
  const apply = () => {
    const before = live;
    live = effective();
    if (before.some((purpose) => !live.includes(purpose))) parts.onLoss(!live.length);
    if (live.length && !before.length) parts.onStart();
    return live;
  };
  const keep = (changed: ConsentRecord) => {
    record = changed;
    records.write(record);
  };

  return {
    granted: () => (live.length ? apply() : live),
    waiting: () => {
      if (live.length) return;
      if (isGranted(record)) return isConfirmed ? undefined : 'held';
      return record.choices.measurement ? undefined : 'undecided';
    },
    decide(choices, decision) {
      record = records.read();
      isConfirmed = true;
      const isNews =
        purposes.some((purpose) => choices[purpose] && choices[purpose] !== record.choices[purpose]) ||
        (!decision.isRestored && gpc() && !record.gpc);
      let pending = false;
      let isWithdrawal = false;
      if (isNews) {
        const changed = choose(record, choices, { ...parts, decision });
        pending = changed.pending.length > 0;
        isWithdrawal = changed.pending.slice(-1)[0]?.isWithdrawal ?? false;
        keep(changed);
      }
      apply();
      if (pending) parts.onPending(isWithdrawal);
    },
    refresh() {
      const before = JSON.stringify(record.choices);
      record = records.read();
      if (before !== JSON.stringify(record.choices)) isConfirmed = true;
      apply();
    },
    confirm() {
      isConfirmed = true;
      apply();
    },
    record: () => record,
    amend(change) {
      keep(change(records.read()));
      apply();
    },
  };
}

type Chooser = Pick<GateParts, 'site' | 'policyVersion' | 'now' | 'gpc' | 'language'> & { decision: Decision };

/** The record after a choice. A denial that takes nothing back is told to nobody. */
function choose(before: ConsentRecord, choices: Choices, chooser: Chooser): ConsentRecord {
  const at = chooser.now();
  const after: ConsentRecord = {
    choices: { ...before.choices, ...choices },
    grantedAt: {},
    policyVersion: chooser.policyVersion,
    expiresAt: at + consentLifetimeMs,
    gpc: chooser.gpc(),
    pending: before.pending.filter((choice) => choice.isWithdrawal),
    clockOffsetMs: before.clockOffsetMs,
  };
  let isWithdrawal = false;
  for (const purpose of purposes) {
    const wasGranted = before.choices[purpose] === 'granted';
    if (after.choices[purpose] === 'granted')
      after.grantedAt[purpose] = (wasGranted && before.grantedAt[purpose]) || at;
    else isWithdrawal ||= wasGranted;
  }
  if (isGranted(after)) after.token = before.token;
  if (isGranted(after) || isWithdrawal) {
    const request = {
      site: chooser.site,
      choices: after.choices,
      policyVersion: chooser.policyVersion,
      language: chooser.language(),
      source: chooser.decision.source,
      gpc: after.gpc,
      sdk: sdkVersion,
      ...(before.token ? { token: before.token } : {}),
    };
    after.pending.push({ id: uuidv7(at), isWithdrawal, request });
  }
  return after;
}
