import type { Command } from 'commander';
import { addUser, listUsers, removeUser, setPassword, setRole, type UserFlags } from './user.js';

type Surroundings = Parameters<typeof listUsers>[0];

/** `sillage user add|list|remove|password|role`: who may use the marketer's page. */
export function addUserCommands(program: Command, surroundings: () => Surroundings): void {
  const user = program.command('user').description('who may sign in to the marketer’s page (docs/accounts.md)');
  const named = (name: string, about: string) => user.command(`${name} <email>`).description(about);
  named('add', 'let somebody in; asks for a password, or reads it from the standard input')
    .option('--role <role>', 'viewer, marketer or admin', 'viewer')
    .option('--site <id...>', 'the sites they may see; without it all')
    .option('--name <name>', 'as the page calls them')
    .action((email: string, flags: UserFlags) => addUser(email, flags, surroundings()));
  user
    .command('list')
    .description('print who there is: address, role, sites, name; separated by tabs')
    .action(() => listUsers(surroundings()));
  named('remove', 'end it, at once').action((email: string) => removeUser(email, surroundings()));
  named('password', 'set a new password; ends their sessions').action((email: string) =>
    setPassword(email, surroundings()),
  );
  user
    .command('role <email> <role>')
    .description('give another role; counts at once; without --site or --all-sites the sites stay')
    .option('--site <id...>', 'and these sites alone')
    .option('--all-sites', 'and all sites, those of later too')
    .action((email: string, role: string, flags: UserFlags) => setRole(email, role, flags, surroundings()));
}
