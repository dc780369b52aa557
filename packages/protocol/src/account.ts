/** What somebody at the shop may do; a role is a set of them. */
export const permissions = [
  'reports:read',
  'definitions:read',
  'definitions:write',
  'catalogue:write',
  'visitors:read',
  'visitors:erase',
  'health:read',
  'rejected:replay',
  'accounts:manage',
] as const;
export type Permission = (typeof permissions)[number];

export const roles = ['viewer', 'marketer', 'admin'] as const;
export type Role = (typeof roles)[number];

const viewer: readonly Permission[] = ['reports:read', 'definitions:read', 'health:read'];
const marketer: readonly Permission[] = [...viewer, 'definitions:write', 'catalogue:write', 'visitors:read'];

export const permissionsOfRole: Record<Role, readonly Permission[]> = { viewer, marketer, admin: permissions };

/** A site as the marketer's page needs it. */
export interface DashboardSite {
  id: string;
  name: string;
  /** IANA name. */
  timeZone: string;
  /** ISO 4217. */
  currency: string;
  /** The first is where the shop is. */
  origins: readonly string[];
}

/** `GET dashboard/session` */
export interface DashboardSession {
  user: { id: string; email: string; name: string; role: Role };
  permissions: readonly Permission[];
  /** Those that the user may see. */
  sites: readonly DashboardSite[];
}

/** `GET dashboard/users` */
export interface DashboardUser {
  id: string;
  email: string;
  name: string;
  role: Role;
  /** Ids; empty: all of them. */
  sites: readonly string[];
  /** Milliseconds since 1970 UTC. */
  createdAt: number;
}

/** `GET dashboard/keys` */
export interface ApiKey {
  id: string;
  name: string;
  site: string;
  scopes: readonly Permission[];
  createdAt: number;
  lastUsedAt: number | null;
}

/** `POST dashboard/keys`: the only time that the key itself is told. */
export interface NewApiKey extends ApiKey {
  key: string;
}

/** `GET dashboard/looks`: somebody looked at what is known of a visitor or customer. */
export interface Look {
  /** Rises from look to look. */
  id: number;
  /** Milliseconds since 1970 UTC. */
  at: number;
  /** E-mail address of the user, or name of the API key. */
  by: string;
  site: string;
  /** The path without its values, such as `/v1/history`. */
  route: string;
  /** The customer's id, or a hash of the visitor's; `segment:<id>` for a segment's persons, `*` for all of the site. */
  subject: string;
}

/** Characters of a password; what it is made of is nobody's business. */
export const passwordCharacters = { least: 12, most: 256 };

/** `POST dashboard/session` */
export interface SignIn {
  email: string;
  password: string;
}

/** `PUT dashboard/password` */
export interface PasswordChange {
  current: string;
  next: string;
}

/** `POST dashboard/users` */
export interface NewUser extends Pick<DashboardUser, 'email' | 'name' | 'role' | 'sites'> {
  password: string;
}

/** `PUT dashboard/users/{id}`: what is absent stays. A new password ends the user's sessions. */
export type UserChange = Partial<Omit<NewUser, 'email'>>;

/** What an API key may do: all that a role may but manage accounts. */
export const keyScopes = permissions.filter((each) => each !== 'accounts:manage');

/** `POST dashboard/keys` */
export type KeyRequest = Pick<ApiKey, 'name' | 'site' | 'scopes'>;
