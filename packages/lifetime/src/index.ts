export {
  type BgNbd,
  expectedTransactions,
  expectedTransactionsOfNewcomer,
  logLikelihood,
  probabilityAlive,
} from './bg-nbd.js';
export { fitBgNbd, type RefusedFit, type RefusedFitReason, refusedFitReasons } from './fit-bg-nbd.js';
export { fitLifetime, type LifetimeData, type LifetimeFit, type LifetimeHoldout } from './fit-lifetime.js';
export {
  expectedAverageValue,
  fitGammaGamma,
  type GammaGamma,
  type RepeatSpend,
  spendLogLikelihood,
} from './gamma-gamma.js';
export { type DatedOrder, type PurchasePast, toPurchasePasts } from './purchase-past.js';
