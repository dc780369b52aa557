import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { setTimeout as delay } from 'node:timers/promises';

/** The Sillage server, started by its command as a shop would start it. */
export interface ServerProcess {
  /** Resolves when the process has ended, with what it last said. */
  readonly ended: Promise<string>;
  /** SIGTERM: it drains, stops its engine and ends. */
  stop(): Promise<void>;
}

const command = createRequire(import.meta.url).resolve('@sillage/server/command');
/** Lines of the server's log that are kept to be told when it ends by itself. */
const keptLines = 20;

export interface ServerStart {
  configPath: string;
  url: string;
  /** No longer waited for: the caller stops it. */
  signal: AbortSignal;
}

/** Starts `sillage start` and resolves when it takes events. Throws what it said when it ends before that. */
export async function startServer({ configPath, url, signal }: ServerStart): Promise<ServerProcess> {
  const child = spawn(command, ['start'], {
    env: { ...process.env, SILLAGE_CONFIG: configPath },
    stdio: ['ignore', 'pipe', 'pipe'],
    // Ctrl-C reaches the whole foreground group: the demo alone hears it and stops the server in order.
    detached: true,
  });
  process.once('exit', () => child.kill('SIGTERM'));
  const said = keepLastLines(child);
  let hasEnded = false;
  const ended = once(child, 'exit').then(() => {
    hasEnded = true;
    return said().join('\n');
  });
  const server = { ended, stop: () => stopChild(child, ended) };
  try {
    while (!hasEnded && !signal.aborted && !(await isReady(url))) await delay(100);
  } catch (error) {
    await server.stop();
    throw error;
  }
  if (hasEnded) throw new Error(`the Sillage server ended at its start:\n${await ended}`);
  return server;
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`)).ok;
  } catch {
    return false; // it does not listen yet
  }
}

function keepLastLines(child: ChildProcess): () => string[] {
  let lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      lines = [...lines, ...text.trimEnd().split('\n')].slice(-keptLines);
    });
  }
  return () => lines;
}

async function stopChild(child: ChildProcess, ended: Promise<string>): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
  await ended;
}
