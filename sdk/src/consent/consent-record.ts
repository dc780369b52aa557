import type { Choices, ConsentRequest, Purpose } from '@sillage/protocol';
import type { LocalText } from '../browser/open-local.js';

/** A choice that the server has not yet answered. */
export interface PendingChoice {
  id: string;
  /** It takes a grant back: no later choice may overtake it. */
  isWithdrawal: boolean;
  request: ConsentRequest;
}

/** All that is kept on the device about the choice. A denial is kept without any id. */
export interface ConsentRecord {
  choices: Choices;
  /** What the server lets these choices be, once it has answered. */
  allowed?: Purpose[];
  /** Milliseconds since 1970 by the device: older events were not collected for this purpose. */
  grantedAt: Partial<Record<Purpose, number>>;
  policyVersion: string;
  expiresAt: number;
  /** The visitor chose while Global Privacy Control was on. */
  gpc: boolean;
  pending: PendingChoice[];
  /** The visitor's signed token, only where the collector can't set a first-party cookie. */
  token?: string | undefined;
  /** Server's time minus the device's, in milliseconds. */
  clockOffsetMs: number;
}

export interface ConsentRecords {
  read(): ConsentRecord;
  write(record: ConsentRecord): void;
  readonly key: string;
}

interface Validity {
  site: string;
  policyVersion: string;
  now(): number;
}

/** The record of a site. One that has expired, or is of another policy version, reads as undecided. */
export function openConsentRecords(local: LocalText, { site, policyVersion, now }: Validity): ConsentRecords {
  const key = `sillage:${site}`;
  const undecided = (): ConsentRecord => ({
    choices: {},
    grantedAt: {},
    policyVersion,
    expiresAt: 0,
    gpc: false,
    pending: [],
    clockOffsetMs: 0,
  });
  return {
    key,
    read() {
      const kept = parse(local.read(key));
      if (!kept || (kept.expiresAt > now() && kept.policyVersion === policyVersion)) return kept ?? undecided();
      return { ...undecided(), pending: kept.pending.filter((choice) => choice.isWithdrawal) };
    },
    write(record) {
      if (Object.keys(record.choices).length || record.pending.length) local.write(key, JSON.stringify(record));
      else local.remove(key);
    },
  };
}

function parse(text: string | undefined): ConsentRecord | undefined {
  try {
    const record = JSON.parse(text as string);
    return record.choices && record.grantedAt && record.pending.filter ? record : undefined;
  } catch {
    return undefined; // absent, or not ours
  }
}
