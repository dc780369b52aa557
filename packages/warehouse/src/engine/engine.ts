import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { WarehouseError } from '../warehouse.js';
import { renderEngineConfig } from './engine-config.js';
import { EngineProcess, lockedExitCode } from './engine-process.js';
import { findFreePort } from './free-port.js';
import { isOwnerAlive, readOwner, thisOwner } from './owner.js';

export interface EngineOptions {
  /** Where the data live; made if absent. One owner at a time. */
  directory: string;
  /** Bytes that ClickHouse may take for queries, merges and caches; default 2 GiB. */
  memoryBytes?: number;
  /** What happens to the engine, for the log; without personal data. */
  onEvent?: (event: EngineEvent) => void;
}

export type EngineEvent =
  | { kind: 'started'; pid: number | undefined; startMs: number }
  | { kind: 'died'; exitCode: number | null; tail: string }
  | { kind: 'start_failed'; tail: string };

const startTimeoutMs = 60_000;
/** How long the engine of a dead owner may take to notice. */
const orphanTimeoutMs = 15_000;
const longestBackoffMs = 5_000;

/**
 * A ClickHouse child process on a random loopback port behind a random key, started again when it dies, ended with
 * this process. See decisions/0010.
 */
export class Engine {
  readonly #options: EngineOptions;
  readonly #directory: string;
  readonly #key = randomBytes(24).toString('hex');
  readonly #identity: string;
  readonly #stopping = new AbortController();
  #port = 0;
  #process: EngineProcess | undefined;
  #supervision: Promise<void> = Promise.resolve();

  private constructor(options: EngineOptions) {
    this.#options = options;
    this.#directory = resolve(options.directory);
    this.#identity = createHash('sha256').update(this.#key).digest('hex');
  }

  /** Resolves when it answers. Throws WarehouseError `locked` or `unavailable`. */
  static async start(options: EngineOptions): Promise<Engine> {
    const engine = new Engine(options);
    await mkdir(engine.#directory, { recursive: true, mode: 0o700 });
    engine.#process = await engine.#startFirst();
    await engine.#removeForeignConfigs();
    engine.#supervision = engine.#supervise();
    return engine;
  }

  /** Where it listens. Can change when it is started again. */
  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Goes with every request. */
  get headers(): Record<string, string> {
    return { 'X-Engine-Key': this.#key };
  }

  /** Of the child, while there is one. */
  get pid(): number | undefined {
    return this.#process?.pid;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#process?.stop();
    await this.#supervision;
    await rm(this.#configFile, { force: true });
  }

  /** Waits for the engine of a dead owner to end; a living owner is an error at once. */
  async #startFirst(): Promise<EngineProcess> {
    const deadline = Date.now() + orphanTimeoutMs;
    for (;;) {
      const attempt = await this.#launch();
      if (attempt.isReady) return attempt.process;
      const exitCode = await attempt.process.stop().then(() => attempt.process.ended);
      if (exitCode !== lockedExitCode) throw new WarehouseError('unavailable', toStartFailure(attempt.process));
      const owner = readOwner(this.#lockFile);
      const isTaken = owner !== undefined && isOwnerAlive(owner);
      if (isTaken || Date.now() > deadline) throw new WarehouseError('locked', toLockFailure(this.#directory, owner));
      await wait(100);
    }
  }

  /** A port can be taken between finding and using it: then the process ends at once, and another port is tried. */
  async #launch(): Promise<{ process: EngineProcess; isReady: boolean }> {
    const startedAt = Date.now();
    this.#port = await findFreePort();
    const memoryBytes = this.#options.memoryBytes ?? 2 * 1024 ** 3;
    const config = {
      key: this.#key,
      identity: this.#identity,
      memoryBytes,
      logFile: join(this.#directory, 'engine.log'),
    };
    await writeFile(this.#configFile, renderEngineConfig(config), { mode: 0o600 });
    const process = new EngineProcess({
      port: this.#port,
      dataDirectory: join(this.#directory, 'data'),
      configFile: this.#configFile,
      lockFile: this.#lockFile,
      owner: JSON.stringify(thisOwner()),
      key: this.#key,
      identity: this.#identity,
    });
    const isReady = await process.isReady(startTimeoutMs);
    if (isReady) this.#options.onEvent?.({ kind: 'started', pid: process.pid, startMs: Date.now() - startedAt });
    return { process, isReady };
  }

  async #supervise(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const exitCode = await this.#process?.ended;
      if (signal.aborted) return;
      this.#options.onEvent?.({ kind: 'died', exitCode: exitCode ?? null, tail: this.#process?.tail ?? '' });
      await this.#startAgain(signal);
    }
  }

  /** The first new start is immediate; one that fails makes the next one wait. */
  async #startAgain(signal: AbortSignal): Promise<void> {
    for (let backoffMs = 50; !signal.aborted; backoffMs = Math.min(longestBackoffMs, backoffMs * 2)) {
      const attempt = await this.#launch();
      this.#process = attempt.process;
      if (attempt.isReady && !signal.aborted) return;
      await attempt.process.stop();
      if (signal.aborted) return;
      this.#options.onEvent?.({ kind: 'start_failed', tail: attempt.process.tail });
      await wait(backoffMs, undefined, { signal }).catch(() => {}); // the loop's head looks at the signal
    }
  }

  /** Left by owners that were killed; whoever holds the lock has the only one in use. */
  async #removeForeignConfigs(): Promise<void> {
    for (const name of await readdir(this.#directory)) {
      const file = join(this.#directory, name);
      if (/^engine-\w+\.xml$/.test(name) && file !== this.#configFile) await rm(file, { force: true });
    }
  }

  /** Of this owner alone: another that tries to open the directory must not overwrite it. */
  get #configFile(): string {
    return join(this.#directory, `engine-${this.#identity.slice(0, 12)}.xml`);
  }

  get #lockFile(): string {
    return join(this.#directory, 'engine.lock');
  }
}

function toStartFailure(process: EngineProcess): string {
  return `The embedded ClickHouse did not start: ${process.tail || 'no reason given'}`;
}

function toLockFailure(directory: string, owner: { pid: number } | undefined): string {
  const holder = owner ? `process ${owner.pid}` : 'another process';
  return `The directory ${directory} is in use by ${holder}: a directory has one owner. Stop it, or choose another directory.`;
}
