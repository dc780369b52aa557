import { NONCE, secureHeaders } from 'hono/secure-headers';

/**
 * The store's policy: no script without a nonce but the store's own files, no eval, nothing from elsewhere.
 * `style-src-attr` is open because tarteaucitron writes style attributes into its markup; style sheets are not.
 * tarteaucitron assigns `innerHTML`, so that `require-trusted-types-for` can't be asked of this store.
 */
export const securityHeaders = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'", NONCE],
    styleSrc: ["'self'"],
    styleSrcAttr: ["'unsafe-inline'"],
    imgSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    baseUri: ["'none'"],
  },
  strictTransportSecurity: false,
  referrerPolicy: 'strict-origin-when-cross-origin',
});
