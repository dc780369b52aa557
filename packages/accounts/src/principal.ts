import { type Permission, permissions, permissionsOfRole } from '@sillage/protocol';
import type { StoredUser } from './store/users.js';

/** Who asks: a user who is signed in, an API key, or a command of this machine's operator. */
export interface Principal {
  /** As the looks name them: by address; an API key by its id too, for anybody may give it the name of another. */
  name: string;
  permissions: readonly Permission[];
  /** Ids; empty: all of them. */
  sites: readonly string[];
  /** Of a session. */
  user?: StoredUser;
}

export const operator: Principal = { name: 'operator', permissions, sites: [] };

export function toPrincipal(user: StoredUser): Principal {
  return { name: user.email, permissions: permissionsOfRole[user.role], sites: user.sites, user };
}

/** All that `wanted` reaches is within `own`; both empty for all sites. */
export function covers(own: readonly string[], wanted: readonly string[]): boolean {
  if (own.length === 0) return true;
  return wanted.length > 0 && wanted.every((site) => own.includes(site));
}
