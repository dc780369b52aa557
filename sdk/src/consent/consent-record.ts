import type { Choice, Choices, ConsentRequest } from '@sillage/protocol';
import type { Core } from '../core.js';

/** All that is kept on the device about the choice. A denial is kept without any id. */
export interface ConsentRecord {
  choices: Choices;
  policyVersion?: string;
  /** Milliseconds since 1970; 0 without a choice. */
  expiresAt: number;
  /** The visitor chose while Global Privacy Control was on. */
  gpc?: boolean;
  /** Something was granted that no choice has taken back: a refusal is told, even where the grant holds no more. */
  isTold?: boolean | undefined;
  /** Choices that the server has not answered, oldest first. */
  pending: ConsentRequest[];
  /**
   * Events under these choices that the last answer with any accepted, or else knew. 0: nothing holds, for the server knows of no grant or
   * the visitor paused; no answer lifts it, only a choice or the end of the pause.
   */
  accepted?: number | undefined;
  /** The visitor's signed token, only where the collector can't set a first-party cookie. */
  token?: string | undefined;
  /** Server's time minus the device's, in milliseconds. */
  clockOffsetMs: number;
}

/** Nothing was chosen. */
export const noChoice: ConsentRecord = { choices: {}, expiresAt: 0, pending: [], clockOffsetMs: 0 };

/** One of the choices is this one. */
export const has = (choices: Choices, choice: Choice): boolean => Object.values(choices).includes(choice);
/** The choice takes something back: it is told at once, and always. */
export const isRefusal = ({ choices }: ConsentRequest): boolean => has(choices, 'denied');

/**
 * One that has expired, or is of another policy version, reads as no choice; what it refused is told still, and what it
 * granted can be taken back.
 */
export function readRecord(core: Core): ConsentRecord {
  let record = core.consentRecord;
  try {
    if (!core.isForgetful) record = JSON.parse(localStorage.getItem(core.storageKey) as string) ?? noChoice;
  } catch {
    // forbidden: this page's memory counts
  }
  if (record.expiresAt > core.clock() && record.policyVersion === core.settings.policyVersion) return record;
  return { ...record, choices: {}, expiresAt: 0, pending: record.pending.filter(isRefusal) };
}

/** Changes the record in one step with its reading. */
export function amendRecord(core: Core, change: Partial<ConsentRecord>): void {
  core.consentRecord = { ...readRecord(core), ...change };
  try {
    localStorage.setItem(core.storageKey, JSON.stringify(core.consentRecord));
  } catch {
    core.isForgetful = true; // forbidden or full
  }
}

/** Milliseconds in which a grant that was refused from its first event on is not told again. */
const refusedMs = 86_400_000;

/**
 * The server knows of no grant here: the cookie is lost, the visitor erased, or the keys are new. It reads as no choice, so
 * that the next yes is told; one that was never worth anything, as where no cookie can be kept, is not told again at once.
 */
export function loseGrant(core: Core): void {
  const { accepted } = readRecord(core);
  core.isReturning = false;
  amendRecord(core, {
    token: undefined,
    accepted: 0,
    isTold: !accepted,
    expiresAt: accepted ? 0 : core.clock() + refusedMs,
  });
  core.reread();
}
