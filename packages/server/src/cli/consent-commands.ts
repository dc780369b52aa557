import type { Command } from 'commander';
import {
  addText,
  type ConsentSurroundings,
  type ExportFlags,
  runExport,
  runVerify,
  type TextFlags,
  type VerifyFlags,
} from './consent.js';

const elsewhere = ['--server <url>', 'a server elsewhere; its secret key in SILLAGE_SECRET_KEY'] as const;

/** `sillage consent …`; `surroundings` is asked when one of them runs. */
export function addConsentCommands(program: Command, surroundings: () => ConsentSurroundings): void {
  const consent = program.command('consent').description('proofs of consent: verified, and told to an authority');
  consent
    .command('verify')
    .description('walk every chain of proofs; exit code 1 where one is broken')
    .option('--site <id>', 'one site; default: all')
    .option('--head <head...>', 'heads that an earlier verification printed: each must still be there')
    .option(...elsewhere)
    .action(async (flags: VerifyFlags) => {
      process.exitCode = await runVerify(flags, surroundings());
    });
  consent
    .command('export')
    .description('one file of proofs, chains and banner texts, as JSON lines')
    .option('--site <id>', 'the site, where the configuration has several')
    .option('--visitor-token <token>', 'of the visitor whose cookie or token this is')
    .option('--customer <id>', 'of the visitors of this customer')
    .option('--all', 'of everybody')
    .option('--from <time>', 'decided from then on, such as 2026-11-22')
    .option('--to <time>', 'decided before then')
    .option('--output <file>', 'default: standard output')
    .option(...elsewhere)
    .action((flags: ExportFlags) => runExport(flags, surroundings()));
  consent
    .command('texts')
    .description('texts of banners, to which proofs refer by their hash')
    .command('add <file>')
    .description('keep a text; prints its hash, which is the bannerTextHash of consents')
    .requiredOption('--language <tag>', 'BCP 47, such as fr')
    .option('--site <id>', 'the site, where the configuration has several')
    .option(...elsewhere)
    .action((file: string, flags: TextFlags) => addText(file, flags, surroundings()));
}
