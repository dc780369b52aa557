import { type TokenKeys, verifyVisitorToken } from '@sillage/protocol/visitor-token';
import type { PersonaliseOptions } from '../personalise-options.js';

export const verifyWith =
  (keys: TokenKeys): PersonaliseOptions['verifyToken'] =>
  (value, site, now) =>
    verifyVisitorToken(value, site, keys, now);
