import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** How to start one process of the engine. */
export interface EngineLaunch {
  port: number;
  dataDirectory: string;
  configFile: string;
  lockFile: string;
  /** What the lock file will hold. */
  owner: string;
  key: string;
  identity: string;
}

/** The exit code with which the process says that another holds the lock (EX_TEMPFAIL). */
export const lockedExitCode = 75;

const script = fileURLToPath(new URL('../../engine-child.mjs', import.meta.url));
const stopGraceMs = 10_000;
const tailCharacters = 4_000;

/** One life of the engine. */
export class EngineProcess {
  readonly #child: ChildProcess;
  readonly #launch: EngineLaunch;
  #tail = '';
  /** Resolves with the exit code when the process has ended: `null` after a signal. */
  readonly ended: Promise<number | null>;

  constructor(launch: EngineLaunch) {
    this.#launch = launch;
    // A group of its own: Ctrl-C is for the parent, which stops the engine when it has drained.
    this.#child = spawn(process.execPath, [script, ...toArguments(launch)], {
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
      env: { TZ: 'UTC' },
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#tail = (this.#tail + text).slice(-tailCharacters);
      });
    }
    this.#child.stdin?.on('error', () => {}); // its end is told by `ended`
    this.ended = once(this.#child, 'exit').then(([code]) => code as number | null);
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** What it last printed: why it did not start. Holds no query texts. */
  get tail(): string {
    return this.#tail.trim();
  }

  /** Resolves with true once it answers a query, with false when it ends before or the time is over. */
  async isReady(timeoutMs: number): Promise<boolean> {
    let isOver = false;
    const end = this.ended.then(() => {
      isOver = true;
    });
    const deadline = Date.now() + timeoutMs;
    while (!isOver && Date.now() < deadline) {
      if (await this.#answers()) return true;
      await Promise.race([wait(15), end]);
    }
    return false;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill('SIGTERM');
    const force = setTimeout(() => this.#child.kill('SIGKILL'), stopGraceMs);
    await this.ended;
    clearTimeout(force);
  }

  /** The port is the engine's own (no key goes to a stranger), and a query with the key is answered. */
  async #answers(): Promise<boolean> {
    const url = `http://127.0.0.1:${this.#launch.port}`;
    if ((await read(`${url}/identity`, {})) !== this.#launch.identity) return false;
    return (await read(`${url}/?query=SELECT+1`, { 'X-Engine-Key': this.#launch.key })) === '1\n';
  }
}

async function read(url: string, headers: Record<string, string>): Promise<string | undefined> {
  try {
    const answer = await fetch(url, { headers, signal: AbortSignal.timeout(2_000) });
    return await answer.text();
  } catch {
    return undefined; // not listening yet: the caller asks again until its deadline
  }
}

function toArguments(launch: EngineLaunch): string[] {
  return [
    launch.lockFile,
    launch.owner,
    launch.dataDirectory,
    '--listen_host=127.0.0.1',
    `--http_port=${launch.port}`,
    `--config-file=${launch.configFile}`,
    '--log-level=warning',
  ];
}
