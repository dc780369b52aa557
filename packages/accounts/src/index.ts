export type { AccountsOptions, RateLimiter } from './accounts-options.js';
export { createGateway, type GatewayOptions } from './gateway/gateway.js';
export { type GatewayRoute, gatewayRoutes, type LookAt, refusedRoutes } from './gateway/gateway-routes.js';
export { accountPaths, createAccountRoutes } from './http/account-routes.js';
export { apiKeyOf } from './http/find-principal.js';
export { type Accounts, openAccounts } from './open-accounts.js';
export { AccountsError, type AccountsErrorCode } from './store/accounts-error.js';
