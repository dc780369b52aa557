import type { Permission, Role } from '@sillage/protocol';

/** From who may least to who may most. */
export const roles = ['viewer', 'marketer', 'admin'] as const satisfies readonly Role[];

/** What a key may have, all but managing accounts; each with the name of its text. */
export const scopeNames = {
  'reports:read': 'readReports',
  'definitions:read': 'readDefinitions',
  'definitions:write': 'writeDefinitions',
  'catalogue:write': 'writeCatalogue',
  'visitors:read': 'readVisitors',
  'visitors:erase': 'eraseVisitors',
  'health:read': 'readHealth',
  'rejected:replay': 'replayRejected',
} as const satisfies Record<Exclude<Permission, 'accounts:manage'>, string>;

export type Scope = keyof typeof scopeNames;
export const scopes = Object.keys(scopeNames) as Scope[];
