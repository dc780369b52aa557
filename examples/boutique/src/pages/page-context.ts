import type { Cart } from '../cart.js';
import type { Customer, SignedIdentity } from '../identify.js';
import type { Locale } from '../locale.js';

/** What every page is rendered with. */
export interface PageContext {
  locale: Locale;
  /** Origin of the store, such as `http://127.0.0.1:8080`. */
  origin: string;
  /** Path of this page. */
  path: string;
  /** Of this answer's Content-Security-Policy. */
  nonce: string;
  cart: Cart;
  customer: Customer | undefined;
  tag: TagSettings;
}

/** How the store embeds Sillage; names of path and script are the shop's own. */
export interface TagSettings {
  site: string;
  /** Path of the store under which Sillage answers. */
  endpoint: string;
  /** File name of the script under that path. */
  script: string;
  policyVersion: string;
  /** Signed by the store's server while a customer is signed in. */
  identity: SignedIdentity | undefined;
}
