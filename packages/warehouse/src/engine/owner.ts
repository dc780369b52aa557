import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The process that started an engine, as its lock file names it. */
export interface Owner {
  pid: number;
  /** Tells the process from a later one with the same pid. */
  startedAt: string;
}

export function thisOwner(): Owner {
  return { pid: process.pid, startedAt: readStartTime(process.pid) ?? '' };
}

/** The owner that a lock file names; `undefined` while it is being written. */
export function readOwner(lockFile: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(lockFile, 'utf8')) as Owner;
  } catch {
    return undefined; // not there yet, or half written: the caller asks again
  }
}

export function isOwnerAlive(owner: Owner): boolean {
  return readStartTime(owner.pid) === owner.startedAt;
}

/** When a process started, in the system's own words; `undefined` when there is no such process. */
function readStartTime(pid: number): string | undefined {
  try {
    if (process.platform !== 'linux')
      return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)])
        .toString()
        .trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Field 22 (proc(5)); the command, in parentheses before it, can hold spaces.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
