import { statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Presets, SingleBar } from 'cli-progress';
import { type ImportReport, importFile } from '../import/import-file.js';
import { type ImportKind, importKinds, readImportMap } from '../import/import-map.js';
import { tell } from './import-report.js';
import { CommandError, type Io } from './io.js';
import { findCommandSite, openSiteTarget, type TargetSurroundings } from './site-target.js';

export interface ImportFlags {
  kind?: string;
  map: string;
  site?: string;
  delimiter?: string;
  keepForEver?: boolean;
  /** Base URL of a server elsewhere; its secret key comes from the environment. */
  server?: string;
}

export interface ImportSurroundings extends TargetSurroundings {
  io: Io;
  /** Where somebody watches. */
  hasBar: boolean;
}

/** Streams the file into the server that runs, or into the data directory where none does. Resolves to the report. */
export async function runImport(path: string, flags: ImportFlags, given: ImportSurroundings): Promise<ImportReport> {
  const kind = toKind(flags);
  const site = findCommandSite(given.config, flags.site);
  const map = readImportMap(flags.map, kind);
  const size = sizeOf(path);
  const target = await openSiteTarget(flags.server, given);
  const bar = new SingleBar({ format: '{bar} {percentage}%  {eta_formatted} left' }, Presets.shades_classic);
  if (given.hasBar) bar.start(size, 0);
  try {
    const report = await importFile({
      path,
      kind,
      map,
      site: site.id,
      currency: site.currency,
      timeZone: site.timeZone,
      keepForEver: flags.keepForEver === true,
      target: { post: target.post, wait: sleep },
      clock: Date.now,
      onProgress: (bytes) => given.hasBar && bar.update(bytes),
      ...(flags.delimiter !== undefined && { delimiter: flags.delimiter.replace('\\t', '\t') }),
    });
    tell(report, kind, given.io);
    return report;
  } finally {
    bar.stop();
    await target.close();
  }
}

function toKind({ kind, map }: ImportFlags): ImportKind {
  const wanted = kind ?? (/(^|,)order=/.test(map) ? 'orders' : 'clicks');
  const known = importKinds.find((each) => each === wanted);
  if (known === undefined) throw new CommandError(`--kind ${wanted}: one of ${importKinds.join(', ')}`);
  return known;
}

function sizeOf(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isFile()) throw new CommandError(`${path} is not a file`);
  return found.size;
}
