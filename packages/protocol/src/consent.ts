import type { Choices, Purpose } from './purpose.js';

/** Body of `POST /v1/consent`: what the visitor chose, and where. */
export interface ConsentRequest {
  site: string;
  /** Purposes not named stay as they are. `denied` after a grant is a withdrawal. */
  choices: Choices;
  /** The version of the shop's policy that the banner showed. */
  policyVersion: string;
  /** Hex SHA-256 of the banner's text. */
  bannerTextHash?: string;
  /** BCP 47 language of the banner. */
  language: string;
  source: ConsentSource;
  /** `navigator.globalPrivacyControl`. */
  gpc: boolean;
  sdk: string;
  /** The visitor's signed token where there is no cookie. */
  token?: string;
}

/** Who asked the visitor. */
export interface ConsentSource {
  /** `api` for the shop's own call, else the banner's name, such as `tarteaucitron`. */
  name: string;
  version?: string;
  /** The banner's own id of this consent, or its TC string. */
  consentId?: string;
  /** Hex SHA-256 of the text that was shown, in the form of `toCanonicalText`; weighs more than the request's. */
  bannerTextHash?: string;
  /** BCP 47 language that the banner spoke, where it need not be the page's; weighs more than the request's. */
  language?: string;
}

/** Answer 200 of `POST /v1/consent`. */
export interface ConsentReply {
  /** The proof that was written; absent where there was nothing to prove. */
  proofId?: string;
  /** Effective now. */
  purposes: Purpose[];
  /** When the choice must be asked again, milliseconds since 1970. */
  expiresAt: number;
  serverTime: number;
  /** The visitor's signed token, only for sites that can't have a first-party cookie. */
  token?: string;
}

/** A choice is kept for 6 months (CNIL recommendation 2020-092), in milliseconds. */
export const consentLifetimeMs = 182 * 86_400_000;
/** The visitor cookie lives 13 months at most and visits don't prolong it (CNIL 2020-091), in seconds. */
export const visitorCookieMaxAgeSeconds = 395 * 86_400;
