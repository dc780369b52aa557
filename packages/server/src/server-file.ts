import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const schema = z.object({ url: z.url(), operatorKey: z.string().min(1) });

/** Where the server of a data directory listens, and a key for whoever may read the directory. */
export type Announcement = z.output<typeof schema>;

const pathIn = (dataDir: string) => join(dataDir, 'server.json');

/** For the commands of this machine's operator; readable by the owner alone. */
export function announce(dataDir: string, announcement: Announcement): void {
  withdraw(dataDir); // a mode is given only to a file that is new
  writeFileSync(pathIn(dataDir), JSON.stringify(announcement), { mode: 0o600 });
}

export function withdraw(dataDir: string): void {
  rmSync(pathIn(dataDir), { force: true });
}

/** `undefined` where none is written; a killed server leaves its own behind, so whoever reads must ask there. */
export function readAnnouncement(dataDir: string): Announcement | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(pathIn(dataDir), 'utf8')));
  } catch {
    return undefined; // absent, or cut short by a crash: no server to be found either way
  }
}
