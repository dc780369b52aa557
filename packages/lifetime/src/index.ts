export { expectedTransactions, expectedTransactionsOfNewcomer, probabilityAlive } from './bg-nbd.js';
export { fitBgNbd } from './fit-bg-nbd.js';
export { fitLifetime, type LifetimeData, type LifetimeFit } from './fit-lifetime.js';
export { expectedAverageValue } from './gamma-gamma.js';
export type { PurchasePast } from './purchase-past.js';
