import { statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Presets, SingleBar } from 'cli-progress';
import { type ImportReport, importFile } from '../import/import-file.js';
import { checkColumns, readColumns, toImportKind } from '../import/import-map.js';
import { tell } from './import-report.js';
import { CommandError, type Io } from './io.js';
import { findConfiguredSite, reachServer, type Surroundings } from './reach-server.js';

export interface ImportFlags {
  kind?: string;
  map: string;
  site?: string;
  delimiter?: string;
  keepForEver?: boolean;
  /** Base URL of a server elsewhere; its secret key comes from the environment. */
  server?: string;
}

export interface ImportSurroundings extends Surroundings {
  io: Io;
  /** Where somebody watches. */
  hasBar: boolean;
}

/** Streams the file into the server that runs, or into the data directory where none does. Resolves to the report. */
export async function runImport(path: string, flags: ImportFlags, given: ImportSurroundings): Promise<ImportReport> {
  const map = readColumns(flags.map);
  const kind = toImportKind(flags.kind, map);
  checkColumns(map, kind);
  const site = findConfiguredSite(given.config, flags.site);
  const size = sizeOf(path);
  const server = await reachServer(flags.server, given);
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
      target: { post: server.post, wait: sleep },
      clock: Date.now,
      onProgress: (bytes) => given.hasBar && bar.update(bytes),
      ...(flags.delimiter !== undefined && { delimiter: flags.delimiter.replace('\\t', '\t') }),
    });
    tell(report, kind, given.io);
    return report;
  } finally {
    bar.stop();
    await server.close();
  }
}

function sizeOf(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isFile()) throw new CommandError(`${path} is not a file`);
  return found.size;
}
