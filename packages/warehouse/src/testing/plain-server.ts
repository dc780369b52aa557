import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { findFreePort } from '../engine/free-port.js';

/** A ClickHouse that stands for one that somebody else runs: users and passwords, no key, no supervisor. */
export class PlainServer {
  readonly user = 'shop';
  readonly password = 'p"ss wörd/1';
  readonly #directory: string;
  readonly #port: number;
  #child: ChildProcess | undefined;

  private constructor(directory: string, port: number) {
    this.#directory = directory;
    this.#port = port;
  }

  static async start(directory: string): Promise<PlainServer> {
    const server = new PlainServer(directory, await findFreePort());
    await mkdir(directory, { recursive: true });
    await writeFile(join(directory, 'users.xml'), renderUsers(server.user, server.password));
    await writeFile(join(directory, 'config.xml'), renderConfig(join(directory, 'users.xml')));
    await server.run();
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get pid(): number {
    return this.#child?.pid as number;
  }

  /** Starts the process, again after a kill. */
  async run(): Promise<void> {
    const script = fileURLToPath(new URL('../../engine-child.mjs', import.meta.url));
    this.#child = spawn(
      process.execPath,
      [
        script,
        join(this.#directory, 'lock'),
        '{}',
        join(this.#directory, 'data'),
        '--listen_host=127.0.0.1',
        `--http_port=${this.#port}`,
        `--config-file=${join(this.#directory, 'config.xml')}`,
      ],
      { stdio: ['pipe', 'ignore', 'ignore'] },
    );
    while (!(await fetch(`${this.url}/ping`).catch(() => undefined))) await wait(20);
  }

  async kill(): Promise<void> {
    const child = this.#child as ChildProcess;
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
}

function renderConfig(usersFile: string): string {
  return `<clickhouse><users_config>${usersFile}</users_config></clickhouse>`;
}

function renderUsers(user: string, password: string): string {
  const everything = '<profile>default</profile><quota>default</quota>';
  return `<clickhouse>
  <profiles><default/></profiles>
  <quotas><default/></quotas>
  <users>
    <default><password/><networks><ip>::1</ip></networks>${everything}</default>
    <${user}>
      <password>${password.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)}</password>
      <networks><ip>127.0.0.1</ip></networks>${everything}
    </${user}>
  </users>
</clickhouse>`;
}
