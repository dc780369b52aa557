import { purposes } from '@sillage/protocol';
import { inPeriod } from '../reports/scope.js';

/** Choices of visitors are counted in two places, alike: `decisions` of days of the site, and what is told of some of them. */

const ofPeriod = `site = {site:String} AND ${inPeriod('decided_at')}`;

/** A row a choice, with how many purposes it grants and withdraws; `is_first` of its visitor ever. */
export const decisions = `SELECT * FROM (
    SELECT visitor, proof_id, source_name, source_version, decided_at, toDate(decided_at, {timeZone:String}) AS day,
      arrayCount(state -> state = 'granted', mapValues(states)) AS granted,
      arrayCount(state -> state = 'withdrawn', mapValues(states)) AS withdrawn,
      decided_at = min(decided_at) OVER (PARTITION BY visitor) AS is_first
    FROM consents WHERE site = {site:String})
  WHERE ${inPeriod('decided_at')}`;

/** Of `decisions`, as numbers. */
export const choiceFigures = `toFloat64(countIf(granted = ${purposes.length})) AS grants,
  toFloat64(countIf(granted BETWEEN 1 AND ${purposes.length - 1} AND withdrawn = 0)) AS partialGrants,
  toFloat64(countIf(granted = 0)) AS withdrawals,
  toFloat64(countIf(granted > 0 AND withdrawn > 0)) AS partialWithdrawals,
  toFloat64(uniq(visitor)) AS visitors`;

/**
 * The page of a grant is the first that is told under its proof, which may be after the period: nothing from before the choice is ever
 * sent, but the clocks of a browser and of the server differ.
 */
export const joinPages = `LEFT JOIN (
  SELECT proof_id, argMin(path, ts) AS page FROM events
  WHERE site = {site:String} AND ts >= toDateTime64({from:String}, 3, {timeZone:String}) - INTERVAL 1 DAY
    AND type = 'page_view' AND basis = 'consent' AND proof_id IN (SELECT proof_id FROM consents WHERE ${ofPeriod})
  GROUP BY proof_id
) AS pages USING (proof_id)`;
