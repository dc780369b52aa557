import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const ending = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const lookEveryMs = 1_000;

/**
 * From now on Ctrl-C, SIGTERM and a closed terminal end the demo in order, not at once; and so does the end of one of the
 * `runners`: a `kill` of npx ends pnpm, but does not reach what its script started.
 */
export function abortOnInterrupt(signals: NodeJS.EventEmitter, runners: readonly number[]): AbortSignal {
  const controller = new AbortController();
  for (const signal of ending) signals.on(signal, () => controller.abort());
  const timer = setInterval(() => {
    if (!runners.every(isAlive)) controller.abort();
  }, lookEveryMs);
  timer.unref();
  controller.signal.addEventListener('abort', () => clearInterval(timer));
  return controller.signal;
}

/** What runs scripts for others: npx, pnpm, and the shells that these put between. A person's own shell is none. */
const runner = /^\S*sh -c |\b(?:npm|npx|pnpm)\b/;

/** The process and those above it, as far as they are runners of scripts. */
export function findRunners(pid: number): number[] {
  const found = pid > 1 ? describe(pid) : undefined;
  return found && runner.test(found.command) ? [pid, ...findRunners(found.parent)] : [];
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // there, and somebody else's
  }
}

/** `undefined` where there is no such process, or the system does not say. */
function describe(pid: number): { parent: number; command: string } | undefined {
  try {
    if (process.platform !== 'linux') {
      const line = execFileSync('ps', ['-o', 'ppid=,args=', '-p', String(pid)]).toString();
      const [, parent, command = ''] = /^\s*(\d+)\s+(.*)/.exec(line) ?? [];
      return { parent: Number(parent), command };
    }
    // Field 4 (proc(5)); the command, in parentheses before it, can hold spaces.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    return { parent, command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ') };
  } catch {
    return undefined; // it ended meanwhile
  }
}
