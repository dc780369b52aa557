import type { StoredChoice, StoredPersonChange } from '../stored-event.js';

/** One JSONEachRow line of `person_changes`, without its newline. */
export function toPersonChangeRow(change: StoredPersonChange): string {
  return JSON.stringify({
    site: change.site,
    customer_id: change.customerId,
    into_customer_id: change.intoCustomerId,
    changed_at: change.changedAt,
    change_id: change.changeId,
    changed_by: change.changedBy,
    reason: change.reason,
  });
}

/** The reverse of `toPersonChangeRow`. Throws on a line that it did not make. */
export function readPersonChangeRow(line: string): StoredPersonChange {
  return toPersonChange(JSON.parse(line) as PersonChangeColumns);
}

/** A row of `person_changes`, its time in milliseconds. */
export interface PersonChangeColumns {
  site: string;
  customer_id: string;
  into_customer_id: string;
  changed_at: number | string;
  change_id: string;
  changed_by: string;
  reason: string;
}

export function toPersonChange(row: PersonChangeColumns): StoredPersonChange {
  return {
    changeId: row.change_id,
    site: row.site,
    customerId: row.customer_id,
    intoCustomerId: row.into_customer_id,
    changedAt: Number(row.changed_at),
    changedBy: row.changed_by,
    reason: row.reason,
  };
}

/** One JSONEachRow line of `customer_choices`, without its newline. */
export function toChoiceRow(choice: StoredChoice): string {
  return JSON.stringify({
    site: choice.site,
    customer_id: choice.customerId,
    decided_at: choice.decidedAt,
    proof_id: choice.proofId,
    states: choice.states,
    expires_at: choice.expiresAt,
    policy_version: choice.policyVersion,
  });
}

/** The reverse of `toChoiceRow`. Throws on a line that it did not make. */
export function readChoiceRow(line: string): StoredChoice {
  return toChoice(JSON.parse(line) as ChoiceColumns);
}

/** A row of `customer_choices`, its times in milliseconds. */
export interface ChoiceColumns {
  site: string;
  customer_id: string;
  decided_at: number | string;
  proof_id: string;
  states: StoredChoice['states'];
  expires_at: number | string;
  policy_version: string;
}

export function toChoice(row: ChoiceColumns): StoredChoice {
  return {
    site: row.site,
    customerId: row.customer_id,
    proofId: row.proof_id,
    states: row.states,
    decidedAt: Number(row.decided_at),
    expiresAt: Number(row.expires_at),
    policyVersion: row.policy_version,
  };
}
