import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A process of the test's own, in its own group, so that it can be killed with all it started. */
export interface Child {
  readonly pid: number;
  /** The last lines it wrote on both outputs, for the message of a failed test. */
  readonly output: () => string;
  /** The child's standard input: an engine lives while it is open. */
  readonly closeInput: () => void;
  /** SIGTERM, then SIGKILL to the group after `patienceMs`. */
  stop(patienceMs?: number): Promise<void>;
  /** SIGKILL to the process alone; what it started has to find out by itself. */
  kill(): Promise<void>;
  /** SIGKILL to the whole group at once. */
  killGroup(): Promise<void>;
  signal(name: NodeJS.Signals): void;
  readonly exited: Promise<void>;
}

const running = new Set<ChildProcess>();
const killAll = () => {
  for (const child of running) killGroup(child, 'SIGKILL');
};
process.once('exit', killAll);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    killAll();
    process.kill(process.pid, signal);
  });
}

export interface ChildOptions {
  env?: Record<string, string>;
  cwd?: string;
}

export function startChild(command: string, args: readonly string[], options: ChildOptions = {}): Child {
  const child = spawn(command, args, {
    detached: true,
    stdio: 'pipe',
    env: { ...process.env, ...options.env },
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  });
  running.add(child);
  const exited = once(child, 'exit').then(() => undefined);
  return {
    pid: child.pid as number,
    output: collectOutput(child),
    closeInput: () => child.stdin.end(),
    exited,
    signal: (name) => child.kill(name),
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    async killGroup() {
      killGroup(child, 'SIGKILL');
      await exited;
      running.delete(child);
    },
    async stop(patienceMs = 10_000) {
      child.kill('SIGTERM');
      const timer = setTimeout(() => killGroup(child, 'SIGKILL'), patienceMs);
      await exited;
      clearTimeout(timer);
      killGroup(child, 'SIGKILL');
      running.delete(child);
    },
  };
}

function collectOutput(child: ChildProcess): () => string {
  let text = '';
  const add = (chunk: Buffer) => {
    text = (text + chunk.toString()).slice(-16_384);
  };
  child.stdout?.on('data', add);
  child.stderr?.on('data', add);
  return () => text;
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    process.kill(-(child.pid as number), signal);
  } catch {
    // The whole group has gone already.
  }
}
