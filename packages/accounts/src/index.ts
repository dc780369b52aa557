export type { AccountsOptions } from './accounts-options.js';
export { createGateway } from './gateway/gateway.js';
export { gatewayRoutes, refusedRoutes } from './gateway/gateway-routes.js';
export { accountPaths, createAccountRoutes } from './http/account-routes.js';
export { apiKeyOf } from './http/find-principal.js';
export { type Accounts, openAccounts } from './open-accounts.js';
export { AccountsError } from './store/accounts-error.js';
