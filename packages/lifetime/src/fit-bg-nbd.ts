import { type BgNbd, logLikelihood } from './bg-nbd.js';
import { minimise } from './minimise.js';
import { type PurchasePast, sumPersons } from './purchase-past.js';

/**
 * Why there is no model: fewer persons, or repeat buyers among them, than can tell anything; or a likelihood that has no
 * maximum short of zero or infinity, as where all are alike or nobody ever leaves.
 */
export const refusedFitReasons = ['too_few_persons', 'too_few_repeat_buyers', 'not_identified'] as const;
export type RefusedFitReason = (typeof refusedFitReasons)[number];

export interface RefusedFit {
  reason: RefusedFitReason;
}

const leastPersons = 30;
const leastRepeatBuyers = 10;

/** A parameter beyond these is on its way to zero or infinity; ten times as far it is not followed. */
const [smallest, largest] = [1e-3, 1e3];
const isWithin = (model: BgNbd, room = 1) =>
  Object.values(model).every((parameter) => parameter > smallest / room && parameter < largest * room);

/** Parameters of the greatest likelihood. */
export function fitBgNbd(pasts: readonly PurchasePast[]): (BgNbd & { logLikelihood: number }) | RefusedFit {
  const persons = sumPersons(pasts);
  const repeatBuyers = sumPersons(pasts.filter(({ frequency }) => frequency > 0));
  if (persons < leastPersons) return { reason: 'too_few_persons' };
  if (repeatBuyers < leastRepeatBuyers) return { reason: 'too_few_repeat_buyers' };
  const meanAge = pasts.reduce((sum, past) => sum + past.persons * past.age, 0) / persons;
  // logarithms keep parameters positive, and make a step mean the same for small and large ones
  const start = [1, Math.max(meanAge, 1 / 7), 1, 1].map(Math.log);
  const cost = (logs: readonly number[]) => {
    const model = toModel(logs);
    return isWithin(model, 10) ? -logLikelihood(model, pasts) / persons : Number.POSITIVE_INFINITY;
  };
  const { at, isConverged } = minimise(cost, start);
  const model = toModel(at);
  if (!isConverged || !isWithin(model)) return { reason: 'not_identified' };
  return { ...model, logLikelihood: logLikelihood(model, pasts) };
}

function toModel(logs: readonly number[]): BgNbd {
  const [r = 0, alpha = 0, a = 0, b = 0] = logs.map(Math.exp);
  return { r, alpha, a, b };
}
