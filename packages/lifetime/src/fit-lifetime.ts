import { type BgNbd, expectedTransactions } from './bg-nbd.js';
import { fitBgNbd, type RefusedFit, type RefusedFitReason } from './fit-bg-nbd.js';
import { fitGammaGamma, type GammaGamma, type RepeatSpend } from './gamma-gamma.js';
import { type PurchasePast, sumPersons } from './purchase-past.js';

/** What a shop's orders say, as it was and as it is. */
export interface LifetimeData {
  pasts: readonly PurchasePast[];
  spends: readonly RepeatSpend[];
  /** Pasts as they stood when the check's weeks began, and what was bought in them; absent where too little time has passed. */
  check?: { pasts: readonly PurchasePast[]; weeks: number; transactions: number };
}

/** Fitted on the first part of the time, asked about the last. */
export interface LifetimeHoldout {
  weeks: number;
  expectedTransactions: number;
  transactions: number;
}

export interface LifetimeFit {
  persons: number;
  repeatBuyers: number;
  /** Present if there is no model. */
  reason?: RefusedFitReason;
  model?: BgNbd & { logLikelihood: number };
  spend?: GammaGamma;
  holdout?: LifetimeHoldout;
}

/** All that is told of a shop's customers, or why nothing is. */
export function fitLifetime({ pasts, spends, check }: LifetimeData): LifetimeFit {
  const counts = {
    persons: sumPersons(pasts),
    repeatBuyers: sumPersons(pasts.filter(({ frequency }) => frequency > 0)),
  };
  const model = fitBgNbd(pasts);
  if (isRefused(model)) return { ...counts, reason: model.reason };
  const spend = fitGammaGamma(spends);
  const holdout = check && checkFit(check);
  return { ...counts, model, ...(spend && { spend }), ...(holdout && { holdout }) };
}

function isRefused(model: object): model is RefusedFit {
  return 'reason' in model;
}

function checkFit({ pasts, weeks, transactions }: Required<LifetimeData>['check']): LifetimeHoldout | undefined {
  const earlier = fitBgNbd(pasts);
  if (isRefused(earlier)) return undefined;
  const expected = pasts.reduce((sum, past) => sum + past.persons * expectedTransactions(earlier, past, weeks), 0);
  return { weeks, expectedTransactions: expected, transactions };
}
