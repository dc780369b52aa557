import { parseConfigFile, readJson, writeConfigFile } from '../config-file.js';
import { createHmacSecret, createSecretKey, hashKey } from '../keys.js';
import { CommandError, type Io } from './io.js';

/** Flags of `sillage keys rotate`: one of the three kinds, the secret key by default. */
export interface RotateFlags {
  site?: string;
  secret?: boolean;
  identify?: boolean;
  cookie?: boolean;
  /** Ends what was valid before the newest, instead of making a new one. */
  retire?: boolean;
}

/**
 * Puts a new key before the old ones, which stay valid until `--retire`: the shop's servers change over one by one.
 * The running server reads its configuration at start, so it must be restarted.
 */
export function rotateKeys(flags: RotateFlags, configPath: string, io: Io): void {
  const kinds = [flags.secret, flags.identify, flags.cookie].filter(Boolean).length;
  if (kinds > 1) throw new CommandError('give one of --secret, --identify and --cookie');
  const content = readJson(configPath);
  parseConfigFile(configPath, content);
  const file = content as RawFile;
  if (flags.cookie) rotateCookieKeys(file, flags.retire === true, io);
  else rotateSiteKeys(siteOf(file, flags.site), flags, io);
  writeConfigFile(configPath, file);
  io.out(`Wrote ${configPath}. Restart the server, so that it reads it.`);
}

/** The parts of the file that rotation changes; all else is kept as it was written. */
interface RawFile {
  cookieKeys: string[];
  sites: RawSite[];
}

interface RawSite {
  id: string;
  secretKeyHashes?: string[];
  identifySecrets?: string[];
}

function siteOf(file: RawFile, id: string | undefined): RawSite {
  const site = id === undefined && file.sites.length === 1 ? file.sites[0] : file.sites.find((each) => each.id === id);
  if (site) return site;
  const known = file.sites.map((each) => each.id).join(', ');
  throw new CommandError(id === undefined ? `--site is missing: one of ${known}` : `no site "${id}": one of ${known}`);
}

function rotateCookieKeys(file: RawFile, isRetiring: boolean, io: Io): void {
  if (isRetiring) {
    file.cookieKeys = file.cookieKeys.slice(0, 1);
    io.out('Only the newest cookie key is valid now: visitors whose cookie an older one signed are new visitors.');
    return;
  }
  file.cookieKeys = [createHmacSecret(), ...file.cookieKeys];
  io.out('A new cookie key signs from now on; cookies signed by the older ones stay valid until --retire.');
}

function rotateSiteKeys(site: RawSite, flags: RotateFlags, io: Io): void {
  const what = flags.identify ? 'identify secret' : 'secret key';
  const field = flags.identify ? 'identifySecrets' : 'secretKeyHashes';
  if (flags.retire) {
    site[field] = (site[field] ?? []).slice(0, 1);
    io.out(`Only the newest ${what} of ${site.id} is valid now.`);
    return;
  }
  const made = flags.identify ? createHmacSecret() : createSecretKey();
  site[field] = [flags.identify ? made : hashKey(made), ...(site[field] ?? [])];
  io.out(`Shown once, the new ${what} of ${site.id}; older ones stay valid until --retire:\n  ${made}`);
}
