import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';

const command = createRequire(import.meta.url).resolve('@sillage/server/command');

export interface Admin {
  email: string;
  password: string;
}

/** By the command, as a shop would; one that is there already from an earlier start stays. Throws what the command said. */
export async function addAdmin({ email, password }: Admin, configPath: string): Promise<void> {
  const child = spawn(command, ['user', 'add', email, '--role', 'admin', '--name', 'Démo'], {
    env: { ...process.env, SILLAGE_CONFIG: configPath },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  child.stdin.end(password);
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  if (code !== 0 && !said.includes('email_taken')) throw new Error(`no admin could be made:\n${said}`);
}
