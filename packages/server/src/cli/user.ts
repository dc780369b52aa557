import { type DashboardUser, passwordCharacters, type Role, roles } from '@sillage/protocol';
import { CommandError, type Io } from './io.js';
import { type ReachedAccounts, reachAccounts } from './reach-accounts.js';
import type { Surroundings as ServerSurroundings } from './reach-server.js';

export interface UserFlags {
  role?: string;
  /** Those that the user may see; all where none is named. */
  site?: string[];
  /** All of them again, of who had some. */
  allSites?: boolean;
  /** As the page greets them; default what stands before the @. */
  name?: string;
}

type Surroundings = Omit<ServerSurroundings, 'secretKey'> & { io: Io };

/** `sillage user add EMAIL --role admin`: the password is asked, or read from the standard input. */
export async function addUser(email: string, flags: UserFlags, given: Surroundings): Promise<void> {
  const role = readRole(flags.role ?? 'viewer');
  const name = flags.name ?? email.split('@')[0] ?? email;
  const password = await askPassword(given.io);
  await withAccounts(given, ({ ask }) =>
    ask('POST', 'users', { email, name, role, sites: flags.site ?? [], password }),
  );
  given.io.out(`${email} may sign in, as ${role} of ${tellSites(flags.site ?? [])}.`);
}

/** `sillage user list`: one line each. */
export async function listUsers(given: Surroundings): Promise<void> {
  const users = await withAccounts(given, findUsers);
  for (const { email, role, sites, name } of users) given.io.out([email, role, tellSites(sites), name].join('\t'));
  if (users.length === 0) given.io.err('Nobody yet: sillage user add you@example.com --role admin');
}

/** `sillage user remove EMAIL`: at once, wherever they are signed in. */
export async function removeUser(email: string, given: Surroundings): Promise<void> {
  await changeUser(email, given, ({ ask }, { id }) => ask('DELETE', `users/${id}`));
  given.io.out(`${email} may no longer sign in.`);
}

/** `sillage user password EMAIL`: ends their sessions. */
export async function setPassword(email: string, given: Surroundings): Promise<void> {
  const password = await askPassword(given.io);
  await changeUser(email, given, ({ ask }, { id }) => ask('PUT', `users/${id}`, { password }));
  given.io.out(`${email} signs in with the new password from now on.`);
}

/** `sillage user role EMAIL ROLE [--site … | --all-sites]`: counts from their next request on; without either their sites stay. */
export async function setRole(email: string, typed: string, flags: UserFlags, given: Surroundings): Promise<void> {
  const role = readRole(typed);
  if (flags.site && flags.allSites) throw new CommandError('either --site or --all-sites');
  const wanted = flags.allSites ? [] : flags.site;
  const change = { role, ...(wanted && { sites: wanted }) };
  const { sites } = await changeUser(email, given, ({ ask }, { id }) =>
    ask<DashboardUser>('PUT', `users/${id}`, change),
  );
  given.io.out(`${email} is ${role} of ${tellSites(sites)}.`);
}

function changeUser<T>(
  email: string,
  given: Surroundings,
  change: (accounts: ReachedAccounts, user: DashboardUser) => Promise<T>,
): Promise<T> {
  return withAccounts(given, async (accounts) => {
    const wanted = email.trim().toLowerCase();
    const user = (await findUsers(accounts)).find((each) => each.email === wanted);
    if (!user) throw new CommandError(`nobody has the address ${email}; "sillage user list" tells who there is`);
    return change(accounts, user);
  });
}

async function findUsers({ ask }: ReachedAccounts): Promise<DashboardUser[]> {
  return (await ask<{ users: DashboardUser[] }>('GET', 'users')).users;
}

async function withAccounts<T>(given: Surroundings, work: (accounts: ReachedAccounts) => Promise<T>): Promise<T> {
  const accounts = await reachAccounts(given);
  try {
    return await work(accounts);
  } finally {
    accounts.close();
  }
}

function readRole(typed: string): Role {
  const role = roles.find((each) => each === typed);
  if (!role) throw new CommandError(`no role is called ${typed}: one of ${roles.join(', ')}`);
  return role;
}

function tellSites(sites: readonly string[]): string {
  return sites.length === 0 ? 'all sites' : sites.join(', ');
}

/** Twice, without echo; or all of the standard input, without the line end that `echo` adds. */
async function askPassword(io: Io): Promise<string> {
  if (io.askSecret) {
    const password = await io.askSecret('Password', problemOf);
    await io.askSecret('The same again', (again) => (again === password ? undefined : 'not the same'));
    return password;
  }
  if (!io.readInput) throw new CommandError('nobody to ask for the password here, and no input to read it from');
  const password = (await io.readInput()).replace(/\r?\n$/, '');
  const problem = problemOf(password);
  if (problem) throw new CommandError(`the password: ${problem}`);
  return password;
}

function problemOf(password: string): string | undefined {
  const { least, most } = passwordCharacters;
  return password.length < least || password.length > most ? `${least} to ${most} characters` : undefined;
}
