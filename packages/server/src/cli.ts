import { Resolver } from 'node:dns/promises';
import { AccountsError } from '@sillage/accounts';
import { WarehouseError } from '@sillage/warehouse';
import { Command } from 'commander';
import { addConsentCommands } from './cli/consent-commands.js';
import { runDoctor } from './cli/doctor.js';
import { endAtClosedPipe } from './cli/end-at-closed-pipe.js';
import { defaultClickMap, type EvaluateFlags, runEvaluate } from './cli/evaluate.js';
import { type LifetimeFlags, runEvaluateLifetime } from './cli/evaluate-lifetime.js';
import { type ImportFlags, runImport } from './cli/import.js';
import { exitCodeOf } from './cli/import-report.js';
import { type InitFlags, initSite } from './cli/init.js';
import { CommandError, createTerminalIo } from './cli/io.js';
import { type RotateFlags, rotateKeys } from './cli/keys.js';
import { listPersonChanges, mergePerson, type PersonFlags, unmergePerson } from './cli/person.js';
import { type PrivacyDocument, type PrivacyFlags, printPrivacy } from './cli/privacy.js';
import { runServer } from './cli/start.js';
import { eraseSubject, exportSubject, type SubjectFlags } from './cli/subject.js';
import { addUserCommands } from './cli/user-commands.js';
import { configPathOf, newFilesOf, readConfig, type ServerConfig, secretKeyOf } from './config.js';
import { ConfigError } from './config-error.js';
import { createLogger } from './server-logger.js';

endAtClosedPipe([process.stdout, process.stderr], process.exit);
const io = createTerminalIo();
const program = new Command('sillage')
  .description('First-party tracking and personalisation for virtual stores, with the visitor’s consent.')
  .showHelpAfterError();

program
  .command('init')
  .description('write a site into the configuration; prints its secret key and identify secret, once')
  .option('--site <id>', 'public id of the site: lower-case letters, digits, hyphens')
  .option('--name <name>', 'name of the shop')
  .option('--origin <origin...>', 'origins of its pages, such as https://shop.example')
  .option('--time-zone <zone>', 'IANA name, such as Europe/Paris')
  .option('--currency <code>', 'ISO 4217, such as EUR')
  .option('--new-keys', 'go on though the data directory holds data of other keys')
  .action((flags: InitFlags) => initSite(flags, newFilesOf(), io));

program
  .command('start')
  .description('run the server until SIGTERM or Ctrl-C')
  .action(async () => {
    const config = readConfig();
    process.exit(await runServer(config, createLogger(config.logLevel), io));
  });

program
  .command('doctor <url>')
  .description('look at a page of the shop: is the tag there, does everything get through')
  .action(async (url: string) => {
    process.exitCode = await runDoctor(url, { fetch, resolver: new Resolver({ timeout: 3_000, tries: 2 }) }, io);
  });

program
  .command('import <file>')
  .description('stream a CSV file of clicks or orders through the same checks as requests')
  .requiredOption(
    '--map <map>',
    'field=Column pairs, such as session=SessionId,item=ItemId,time=Time:s; or a JSON file',
  )
  .option('--kind <kind>', 'clicks or orders; orders where the map names an order')
  .option('--site <id>', 'the site, where the configuration has several')
  .option('--delimiter <character>', 'guessed from the header; \\t for a tab')
  .option('--keep-for-ever', 'keep these events whatever the retention of the site')
  .option('--server <url>', 'a server elsewhere; its secret key in SILLAGE_SECRET_KEY')
  .action(async (file: string, flags: ImportFlags) => {
    const config = readConfig();
    const logger = createLogger(config.logLevel === 'silent' ? 'silent' : 'warn');
    const hasBar = process.stderr.isTTY === true;
    const report = await runImport(file, flags, { config, logger, secretKey: secretKeyOf(), fetch, io, hasBar });
    process.exitCode = exitCodeOf(report);
  });

program
  .command('evaluate')
  .description('learn the sessions of one file of clicks, predict each click of the other; prints one line of JSON')
  .requiredOption('--train <file>', 'CSV or tab-separated clicks to learn from')
  .requiredOption('--test <file>', 'later clicks to predict')
  .option('--map <map>', 'field=Column pairs, as of import', defaultClickMap)
  .action((flags: EvaluateFlags) => runEvaluate(flags, { io, clock: () => performance.now() }));

program
  .command('evaluate-lifetime <file>')
  .description('fit BG/NBD on a file of customers by their repeat orders and weeks; prints one line of JSON')
  .option('--frequency <column>', 'transactions after the first', 'frequency')
  .option('--recency <column>', 'weeks from the first to the last', 'recency')
  .option('--age <column>', 'weeks from the first to the end of observation', 'T')
  .action((file: string, flags: LifetimeFlags) => runEvaluateLifetime(file, flags, io));

/** What a command needs that asks the server of the configuration. */
function surroundings() {
  let read: ServerConfig | undefined;
  return {
    /** Read when it is asked for: with --server and --site there may be none on this machine. */
    get config() {
      read ??= readConfig();
      return read;
    },
    get logger() {
      return createLogger(this.config.logLevel === 'silent' ? 'silent' : 'warn');
    },
    secretKey: secretKeyOf(),
    fetch,
    io,
  };
}

const subject = program.command('subject').description('what is held of a customer, of all their devices');
const ofSubject = (name: string, about: string) =>
  subject
    .command(name)
    .description(about)
    .requiredOption('--customer <id>', 'the customer, as the shop knows them')
    .option('--site <id>', 'the site, where the configuration has several')
    .option('--server <url>', 'a server elsewhere; its secret key in SILLAGE_SECRET_KEY');
ofSubject('export', 'write all of it into one JSON file')
  .requiredOption('--out <file>', 'a file that is not there yet')
  .action((flags: SubjectFlags & { out: string }) => exportSubject(flags, surroundings()));
ofSubject('erase', 'erase it; tells what stays, and why')
  .option('--yes', 'without asking')
  .action((flags: SubjectFlags & { yes?: boolean }) => eraseSubject(flags, surroundings()));

const person = program.command('person').description('customers who are one person, and the trail of who said so');
const withFlags = (command: Command) =>
  command
    .option('--site <id>', 'the site, where the configuration has several')
    .option('--reason <text>', 'why; stands in the trail')
    .option('--by <name>', 'who; default the user of this machine')
    .option('--server <url>', 'a server elsewhere; its secret key in SILLAGE_SECRET_KEY');
withFlags(person.command('merge <customer> <into>').description('let a customer count to another’s person')).action(
  (customer: string, into: string, flags: PersonFlags) => mergePerson([customer, into], flags, surroundings()),
);
withFlags(person.command('unmerge <customer>').description('let a customer count to their own person again')).action(
  (customer: string, flags: PersonFlags) => unmergePerson(customer, flags, surroundings()),
);
withFlags(
  person.command('changes [customer]').description('print the trail, newest first, one line of JSON each'),
).action((customer: string | undefined, flags: PersonFlags) => listPersonChanges(customer, flags, surroundings()));

program
  .command('keys')
  .description('the keys of a site')
  .command('rotate')
  .description('make a new key; the old ones stay valid until --retire')
  .option('--site <id>', 'the site, where the configuration has several')
  .option('--secret', 'the secret key of the shop’s servers (default)')
  .option('--identify', 'the secret that signs identify')
  .option('--cookie', 'the key that signs visitor cookies')
  .option('--retire', 'end all but the newest')
  .action((flags: RotateFlags) => rotateKeys(flags, configPathOf(), io));

const privacy = program.command('privacy').description('texts made of a site’s configuration, as Markdown');
for (const [document, description] of [
  ['notice', 'what visitors are told'],
  ['register', 'the entry of the record of processing activities (GDPR, article 30)'],
] as const satisfies [PrivacyDocument, string][]) {
  privacy
    .command(document)
    .description(description)
    .option('--site <id>', 'the site, where the configuration has several')
    .option('--language <code>', 'fr or en', 'fr')
    .action((flags: PrivacyFlags) => printPrivacy(document, flags, { config: readConfig(), fetch, io }));
}
addConsentCommands(program, surroundings);
addUserCommands(program, surroundings);

try {
  await program.parseAsync();
} catch (error) {
  io.err(isForThePerson(error) ? `sillage: ${(error as Error).message}` : describe(error));
  process.exit(isForThePerson(error) ? 2 : 70);
}

/** Its message says what to do; a stack would hide it. */
function isForThePerson(error: unknown): boolean {
  const known = [CommandError, ConfigError, WarehouseError, AccountsError];
  if (known.some((one) => error instanceof one)) return true;
  const { name, code } = error as { name?: string; code?: string };
  return name === 'DirectoryLockedError' || code === 'EADDRINUSE' || code === 'EACCES';
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
