import type { PurchasePast } from './purchase-past.js';
import { hypergeometric, logGamma } from './special-functions.js';

/**
 * BG/NBD (Fader, Hardie and Lee 2005, "Counting Your Customers the Easy Way"): while active, a person buys at a rate that is
 * Gamma(r, alpha) over persons, per week; after each transaction they leave with a probability that is Beta(a, b).
 */
export interface BgNbd {
  r: number;
  /** Weeks. */
  alpha: number;
  a: number;
  b: number;
}

type Past = Omit<PurchasePast, 'persons'>;

/** What of a person's likelihood depends on the number of transactions alone: computed once for all who have it. */
interface FrequencyTerms {
  constant: number;
  /** ln a − ln(b + x − 1): the weight of having left after the last transaction. */
  left: number;
}

/** Natural logarithm of the likelihood, equation (6) of the paper, with sums of exponentials taken in logarithms. */
export function logLikelihood(model: BgNbd, pasts: readonly PurchasePast[]): number {
  const terms: FrequencyTerms[] = [];
  let sum = 0;
  for (const past of pasts) {
    const { frequency } = past;
    const ofFrequency = terms[frequency] ?? toFrequencyTerms(model, frequency);
    terms[frequency] = ofFrequency;
    sum += past.persons * ofPast(model, past, ofFrequency);
  }
  return sum;
}

function toFrequencyTerms({ r, alpha, a, b }: BgNbd, frequency: number): FrequencyTerms {
  const purchases = logGamma(r + frequency) - logGamma(r) + r * Math.log(alpha);
  const stayed = logGamma(a + b) + logGamma(b + frequency) - logGamma(b) - logGamma(a + b + frequency);
  return { constant: purchases + stayed, left: frequency > 0 ? Math.log(a) - Math.log(b + frequency - 1) : 0 };
}

function ofPast({ r, alpha }: BgNbd, { frequency, recency, age }: Past, { constant, left }: FrequencyTerms): number {
  const stillActive = -(r + frequency) * Math.log(alpha + age);
  if (frequency === 0) return constant + stillActive;
  const hasLeft = left - (r + frequency) * Math.log(alpha + recency);
  const larger = Math.max(stillActive, hasLeft);
  return constant + larger + Math.log1p(Math.exp(Math.min(stillActive, hasLeft) - larger));
}

/** That the person has not left yet, 0 to 1. Who bought once is active by this model: one leaves only after a repeat. */
export function probabilityAlive(model: BgNbd, past: Past): number {
  return 1 / (1 + oddsOfHavingLeft(model, past));
}

function oddsOfHavingLeft({ r, alpha, a, b }: BgNbd, { frequency, recency, age }: Past): number {
  if (frequency === 0) return 0;
  return (a / (b + frequency - 1)) * ((alpha + age) / (alpha + recency)) ** (r + frequency);
}

/** Transactions of the person within so many weeks from now on: equation (10) of the paper. */
export function expectedTransactions(model: BgNbd, past: Past, weeks: number): number {
  return whileActive(model, past, weeks) / (1 + oddsOfHavingLeft(model, past));
}

/** Repeat transactions of a person drawn at random within so many weeks of the first: equation (9). */
export function expectedTransactionsOfNewcomer(model: BgNbd, weeks: number): number {
  return whileActive(model, { frequency: 0, recency: 0, age: 0 }, weeks);
}

/** Where a denominator vanishes the expression has a limit; so near beside it, it is off by less than a millionth. */
const leastDistance = 1e-6;
const besides = (value: number, pole: number) =>
  Math.abs(value - pole) < leastDistance ? pole + leastDistance : value;

/**
 * Of a person who is active. By Euler's transformation of 2F1 the power of equation (10) shrinks to one that neither over- nor
 * underflows, however many transactions there are.
 */
function whileActive(model: BgNbd, { frequency, age }: Past, weeks: number): number {
  const { r, alpha } = model;
  const a = besides(model.a, 1);
  const c = besides(a + model.b + frequency - 1, 0);
  const passed = (alpha + age) / (alpha + age + weeks);
  const series = hypergeometric([a + model.b - 1 - r, a - 1, c], 1 - passed);
  return (c / (a - 1)) * (1 - passed ** (a - 1) * series);
}
