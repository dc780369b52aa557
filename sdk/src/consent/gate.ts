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
  /** Milliseconds since 1970 by the device from which a purpose is granted; 0 when it is denied. */
  since: Partial<Record<Purpose, number>>;
  policyVersion?: string;
  /** Milliseconds since 1970; 0 without a choice. */
  expiresAt: number;
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
  readonly record: ConsentRecord;
  /** Nothing was chosen yet, as far as this page knows. */
  isUndecided(): boolean;
  /** Purposes that hold now. */
  granted(): Purpose[];
  /** Takes over a choice; purposes not named stay as they are. `isRestored`: a banner repeats what it had stored. */
  decide(choices: Choices, source: ConsentSource, isRestored?: boolean): void;
  /** Reads what another tab wrote; or what is stored counts, for there is no banner. */
  refresh(isConfirmed?: boolean): void;
  /** Changes the record in one step with its reading. */
  amend(change: Partial<ConsentRecord>, answered?: ConsentRequest): void;
}

export const toChoices = (since: ConsentRecord['since']): Choices =>
  Object.fromEntries(Object.entries(since).map(([name, at]) => [name, at ? 'granted' : 'denied'])) as Choices;
/** The choice takes something back: it is told at once, and always. */
export const isRefusal = ({ choices }: ConsentRequest): boolean => Object.values(choices).includes('denied');

export function createGate(core: Core): Gate {
  const { settings, text, now, gpc, key } = core;
  let live: Purpose[] = [];
  let isConfirmed = settings.consent === 'api';

  /** A record that has expired, or is of another policy version, reads as undecided. */
  const read = (): ConsentRecord => {
    const kept = readJson<ConsentRecord>(text.read(key));
    return kept && kept.expiresAt > now() && kept.policyVersion === settings.policyVersion
      ? kept
      : { since: {}, expiresAt: 0, pending: kept?.pending.filter(isRefusal) ?? [], clockOffsetMs: 0 };
  };
  const gate: Gate & { record: ConsentRecord } = {
    record: read(),
    isUndecided: () => !isConfirmed || !gate.record.expiresAt,
    granted() {
      if (live[0] && gate.record.expiresAt < now()) gate.refresh();
      return live;
    },
    decide(choices, source, isRestored) {
      const choice = choose(core, read(), choices);
      if (choice.isNews || (!isRestored && gpc() && !gate.record.gpc)) gate.amend(renew(core, choice, source));
      gate.refresh(true);
      if (choice.isWithdrawal) core.delivery.tell();
      else if (gate.record.pending[0]) core.delivery.resume();
    },
    refresh(isKnown) {
      const record = read();
      isConfirmed ||= isKnown || `${Object.values(record.since)}` !== `${Object.values(gate.record.since)}`;
      gate.record = record;
      const before = live;
      // an objection by GPC that came after the grant weighs more than the grant
      live = purposes.filter(
        (name) => isConfirmed && record.since[name] && (name === 'measurement' || record.gpc || !gpc()),
      );
      if (before.some((name) => !live.includes(name))) core.delivery.abort();
      if (before[0] && !live[0]) core.observer.stop();
      if (live[0] && !before[0]) core.observer.start();
    },
    amend(change, answered) {
      gate.record = { ...read(), ...change };
      const { pending } = gate.record;
      gate.record.pending = pending.filter((request) => JSON.stringify(request) !== JSON.stringify(answered));
      text.write(key, JSON.stringify(gate.record));
    },
  };
  return gate;
}

interface Choice extends Pick<ConsentRecord, 'since' | 'pending' | 'token'> {
  isNews: boolean;
  isWithdrawal: boolean;
}

/** What the choices change. */
function choose({ now }: Core, { since: before, pending, token }: ConsentRecord, choices: Choices): Choice {
  const choice: Choice = { since: { ...before }, pending, token, isNews: false, isWithdrawal: false };
  for (const name of purposes) {
    const isGrant = choices[name] === 'granted';
    if (!choices[name] || (isGrant ? before[name] : before[name] === 0)) continue;
    choice.isNews = true;
    choice.isWithdrawal ||= !!before[name];
    choice.since[name] = isGrant ? now() : 0;
  }
  return choice;
}

/** The record after a choice. A denial that takes nothing back is told to nobody. */
function renew(core: Core, choice: Choice, source: ConsentSource): Partial<ConsentRecord> {
  const { site, policyVersion } = core.settings;
  const { since, token } = choice;
  const gpc = core.gpc();
  const choices = toChoices(since);
  const isGranted = Object.values(choices).includes('granted');
  // a withdrawal that the server has not heard of must come before the grant that follows it; all else is overtaken
  const pending = choice.pending.filter((request) =>
    purposes.some((name) => request.choices[name] === 'denied' && since[name]),
  );
  const language = document.documentElement.lang || navigator.language;
  const request = { site, choices, policyVersion, language, source, gpc, sdk: sdkVersion, token } as ConsentRequest;
  if (isGranted || choice.isWithdrawal) pending.push(request);
  const expiresAt = core.now() + consentLifetimeMs;
  return { since, policyVersion, expiresAt, gpc, pending, token: isGranted ? token : undefined };
}
