import {
  type Choices,
  type ConsentRequest,
  type ConsentSource,
  consentLifetimeMs,
  type Purpose,
  purposes,
} from '@sillage/protocol';
import { readJson } from '../browser/read-json.js';
import type { Core } from '../core.js';
import { sdkVersion } from '../version.js';

/** All that is kept on the device about the choice. A denial is kept without any id. */
export interface ConsentRecord {
  choices: Choices;
  policyVersion?: string;
  /** Milliseconds since 1970; absent without a choice. */
  expiresAt?: number;
  /** The visitor chose while Global Privacy Control was on. */
  gpc?: boolean;
  /** Choices that the server has not answered, oldest first. */
  pending: ConsentRequest[];
  /** The visitor's signed token, only where the collector can't set a first-party cookie. */
  token?: string | undefined;
  /** Server's time minus the device's, in milliseconds. */
  clockOffsetMs: number;
}

/** The visitor's choice: nothing is recorded, stored or sent but through here. */
export interface Gate {
  record: ConsentRecord;
  /** Nothing was chosen yet, as far as this page knows. */
  isUndecided(): boolean;
  /** Purposes that hold now. */
  granted(): Purpose[];
  /** Takes over a choice; purposes not named stay as they are. */
  decide(choices: Choices, source: ConsentSource): void;
  /** Reads what another tab wrote. */
  refresh(): void;
  /** Changes the record in one step with its reading; `answered` is pending no longer. */
  amend(change: Partial<ConsentRecord>, answered?: ConsentRequest): void;
}

/** The choice takes something back: it is told at once, and always. */
export const isRefusal = ({ choices }: ConsentRequest): boolean => Object.values(choices).includes('denied');

export function createGate(core: Core): Gate {
  const { settings, text, now, gpc, key } = core;
  let live: Purpose[] = [];
  let isConfirmed = settings.consent === 'api';

  /** A record that has expired, or is of another policy version, reads as undecided. */
  const read = (): ConsentRecord => {
    const kept = readJson<ConsentRecord>(text.read(key));
    return kept && (kept.expiresAt ?? 0) > now() && kept.policyVersion === settings.policyVersion
      ? kept
      : { choices: {}, pending: kept?.pending.filter(isRefusal) ?? [], clockOffsetMs: 0 };
  };
  const gate: Gate = {
    record: read(),
    isUndecided: () => !isConfirmed || !gate.record.expiresAt,
    granted() {
      if (live[0] && (gate.record.expiresAt ?? 0) < now()) gate.refresh();
      return live;
    },
    decide(choices, source) {
      const before = read();
      isConfirmed = true;
      const isWithdrawal = purposes.some((name) => before.choices[name] === 'granted' && choices[name] === 'denied');
      if (purposes.some((name) => choices[name] && choices[name] !== before.choices[name])) {
        // what a page that ended while it withdrew has left behind
        if (!live[0]) core.outbox.drop();
        gate.amend(renew(core, { before, choices: { ...before.choices, ...choices }, source, isWithdrawal }));
      }
      gate.refresh();
      if (isWithdrawal) core.delivery.tell();
      else if (gate.record.pending[0]) core.delivery.resume();
    },
    refresh() {
      const before = live;
      const { choices } = gate.record;
      const record = read();
      gate.record = record;
      isConfirmed ||= purposes.some((name) => choices[name] !== record.choices[name]);
      // an objection by GPC that came after the grant weighs more than the grant
      live = purposes.filter(
        (name) => isConfirmed && record.choices[name] === 'granted' && (name === 'measurement' || record.gpc || !gpc()),
      );
      if (before.some((name) => !live.includes(name))) {
        core.delivery.abort();
        core.outbox.drop();
        if (!live[0]) core.observer.stop();
      }
      if (live[0] && !before[0]) core.observer.start();
    },
    amend(change, answered) {
      const record = { ...read(), ...change };
      record.pending = record.pending.filter((request) => JSON.stringify(request) !== JSON.stringify(answered));
      gate.record = record;
      text.write(key, JSON.stringify(record));
    },
  };
  return gate;
}

interface Choice {
  before: ConsentRecord;
  choices: Choices;
  source: ConsentSource;
  isWithdrawal: boolean;
}

/** What a choice changes in the record. A denial that takes nothing back is told to nobody. */
function renew(
  { settings, gpc, now }: Core,
  { before, choices, source, isWithdrawal }: Choice,
): Partial<ConsentRecord> {
  const { site, policyVersion } = settings;
  const isGranted = Object.values(choices).includes('granted');
  // Withdrawals leave at once and may overtake each other: one that repeats a known grant would grant it again.
  const isKnown = (name: Purpose) => choices[name] === 'granted' && choices[name] === before.choices[name];
  const told = purposes.filter((name) => choices[name] && !(isWithdrawal && !before.pending[0] && isKnown(name)));
  const request = {
    site,
    choices: Object.fromEntries(told.map((name) => [name, choices[name]])),
    policyVersion,
    language: document.documentElement.lang || navigator.language,
    source,
    gpc: gpc(),
    sdk: sdkVersion,
    token: before.token,
  } as ConsentRequest;
  // a withdrawal that the server has not heard of must come before the grant that follows it; all else is overtaken
  const pending = before.pending.filter(isRefusal);
  if (isGranted || isWithdrawal) pending.push(request);
  return {
    choices,
    policyVersion,
    expiresAt: now() + consentLifetimeMs,
    gpc: gpc(),
    pending,
    token: isGranted ? before.token : undefined,
  };
}
