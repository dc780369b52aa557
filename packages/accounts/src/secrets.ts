import { createHash, randomBytes } from 'node:crypto';

/** What a secret is for stands before it, so that a leaked one is recognised. */
export type SecretKind = 'session' | 'apiKey';

const prefixes: Record<SecretKind, string> = { session: 'ses_', apiKey: 'sak_' };

/** 256 random bits behind the prefix of their kind; only their hash is kept. */
export function createSecret(kind: SecretKind): string {
  return prefixes[kind] + randomBytes(32).toString('base64url');
}

/** It has the form of a secret of this kind: what has not is not looked up. */
export function isSecretOf(kind: SecretKind, value: string): boolean {
  const prefix = prefixes[kind];
  return value.startsWith(prefix) && /^[\w-]{43}$/.test(value.slice(prefix.length));
}

/** Hex SHA-256. A fast hash is enough: what it hashes is random, not a password. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
