import {
  type Choices,
  type ConsentRequest,
  type ConsentSource,
  consentLifetimeMs,
  type Purpose,
  purposes,
} from '@sillage/protocol';
import type { Core } from '../core.js';
import { startPage, stopPage } from '../observe.js';
import { abortSending, sendNow, tellChoices } from '../outbox/delivery.js';
import { dropEvents } from '../outbox/outbox.js';
import { sdkVersion } from '../version.js';
import { amendRecord, type ConsentRecord, has, isRefusal, readRecord } from './consent-record.js';

/** Takes over a choice. Purposes not named stay as they are; what changes nothing is no news, whoever repeats it. */
export function decide(core: Core, choices: Choices, source: ConsentSource): void {
  const before = readRecord(core);
  const changed: Choices = Object.fromEntries(
    Object.entries(choices).filter(([name, choice]) => choice && choice !== before.choices[name as Purpose]),
  );
  core.isConfirmed = true;
  if (Object.keys(changed)[0]) amendRecord(core, renew(core, { before, changed, source }));
  core.reread();
  if (core.consentRecord.pending.some(isRefusal)) tellChoices(core);
  else if (core.consentRecord.pending[0]) sendNow(core);
}

/** Reads what this or another tab wrote, and starts or stops by it. */
export function refresh(core: Core): void {
  const before = core.granted;
  core.consentRecord = readRecord(core);
  const { choices, gpc, accepted } = core.consentRecord;
  // an objection by GPC that came after the grant weighs more than the grant
  core.granted = purposes.filter(
    (name) =>
      core.isConfirmed &&
      accepted !== 0 &&
      choices[name] === 'granted' &&
      (gpc || name === 'measurement' || !core.hasGpc()),
  );
  if (before.some((name) => !core.granted.includes(name))) {
    abortSending(core);
    dropEvents(core);
    if (!core.granted[0]) stopPage(core);
  } else if (!before[0] && core.granted[0]) startPage(core);
  // whoever shows what the visitor granted hears it here, and reads `getState()`
  dispatchEvent(new Event(core.storageKey));
}

interface Change {
  before: ConsentRecord;
  /** Only what changed: withdrawals leave at once and may overtake each other. */
  changed: Choices;
  source: ConsentSource;
}

/** What a choice changes in the record. A denial that takes nothing back is told to nobody. */
function renew(core: Core, { before, changed, source }: Change): Partial<ConsentRecord> {
  const gpc = core.hasGpc();
  const choices = { ...before.choices, ...changed };
  const token = before.token as string;
  const isGranted = has(choices, 'granted');
  // of a grant that has lapsed, one of the two purposes may be refused after the other
  const isTold = isGranted || (before.isTold && !before.expiresAt && !Object.keys(changed)[1]);
  return {
    pending: before.pending
      .map((other) => ({ ...other, choices: withoutGrants(other, changed) }))
      .filter((other) => Object.keys(other.choices)[0])
      .concat(
        isGranted || before.isTold
          ? {
              gpc,
              language: document.documentElement.lang || navigator.language,
              sdk: sdkVersion,
              source,
              site: core.settings.site,
              policyVersion: core.settings.policyVersion,
              choices: changed,
              token,
            }
          : [],
      ),
    policyVersion: core.settings.policyVersion,
    choices,
    token: isTold ? token : undefined,
    accepted: undefined,
    isTold,
    gpc,
    expiresAt: core.clock() + consentLifetimeMs,
  };
}

/** A grant that is overtaken is told no more; a refusal always, before what follows it. */
const withoutGrants = ({ choices }: ConsentRequest, changed: Choices): Choices =>
  Object.fromEntries(
    Object.entries(choices).filter(([name, choice]) => choice === 'denied' || !(name in changed)),
  ) as Choices;
