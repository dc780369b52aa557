import { minimise } from './minimise.js';
import { sumPersons } from './purchase-past.js';
import { logGamma } from './special-functions.js';

/**
 * Gamma-Gamma (Fader and Hardie 2013, "The Gamma-Gamma Model of Monetary Value"): what a person spends on a transaction is
 * Gamma(p, ν) with ν Gamma(q, gamma) over persons, whatever their rate of buying.
 */
export interface GammaGamma {
  p: number;
  q: number;
  /** In the unit of the amounts. */
  gamma: number;
}

/** Persons who spend alike on a transaction. */
export interface RepeatSpend {
  /** Transactions after the first: at least 1. */
  frequency: number;
  /** Spent on one of them on average, above 0. */
  meanValue: number;
  persons: number;
}

const leastPersons = 10;
const [smallest, largest] = [1e-3, 1e4];

export function spendLogLikelihood({ p, q, gamma }: GammaGamma, spends: readonly RepeatSpend[]): number {
  const shared = q * Math.log(gamma) - logGamma(q);
  let sum = 0;
  for (const { frequency: x, meanValue: m, persons } of spends) {
    const shape = p * x;
    const each = logGamma(shape + q) - logGamma(shape) + shared + (shape - 1) * Math.log(m) + shape * Math.log(x);
    sum += persons * (each - (shape + q) * Math.log(gamma + m * x));
  }
  return sum;
}

/** Undefined where too few have spent anything, or the likelihood has no maximum with a finite mean, as where all spend the same. */
export function fitGammaGamma(spends: readonly RepeatSpend[]): GammaGamma | undefined {
  const paid = spends.filter(({ frequency, meanValue }) => frequency > 0 && meanValue > 0);
  const persons = sumPersons(paid);
  if (persons < leastPersons) return undefined;
  // in units of their mean, so that a step means the same in yen and in euros
  const unit = paid.reduce((sum, one) => sum + one.persons * one.meanValue, 0) / persons;
  const scaled = paid.map((one) => ({ ...one, meanValue: one.meanValue / unit }));
  const { at, isConverged } = minimise((logs) => -spendLogLikelihood(toModel(logs), scaled) / persons, [0, 1, 0]);
  const { p, q, gamma } = toModel(at);
  const isIdentified = [p, q, gamma].every((parameter) => parameter > smallest && parameter < largest);
  if (!isConverged || !isIdentified || q <= 1) return undefined;
  return { p, q, gamma: gamma * unit };
}

function toModel(logs: readonly number[]): GammaGamma {
  const [p = 0, q = 0, gamma = 0] = logs.map(Math.exp);
  return { p, q, gamma };
}

/** What a transaction of the person will be worth: between their own mean and that of all, the nearer to theirs the more they bought. */
export function expectedAverageValue(
  { p, q, gamma }: GammaGamma,
  { frequency, meanValue }: Omit<RepeatSpend, 'persons'>,
): number {
  return (p * (gamma + meanValue * frequency)) / (p * frequency + q - 1);
}
