import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { expect, it } from 'vitest';
import { abortOnInterrupt, findRunners } from './interrupt.js';

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('ends in order at %s', (signal) => {
  const signals = new EventEmitter();
  const interrupt = abortOnInterrupt(signals, []);
  expect(interrupt.aborted).toBe(false);
  signals.emit(signal);
  expect(interrupt.aborted).toBe(true);
});

it('ends when what runs the script was killed', async () => {
  const runner = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)']);
  const interrupt = abortOnInterrupt(new EventEmitter(), [process.pid, runner.pid as number]);
  const aborted = once(interrupt, 'abort');
  runner.kill('SIGKILL');
  await aborted;
});

it('finds the shell of a script, and takes no other process for one', async () => {
  const shell = spawn('sh', ['-c', 'read -r line; true'], { stdio: ['pipe', 'ignore', 'ignore'] });
  const other = spawn('cat', { stdio: ['pipe', 'ignore', 'ignore'] });
  await Promise.all([once(shell, 'spawn'), once(other, 'spawn')]);
  expect(findRunners(shell.pid as number)[0]).toBe(shell.pid);
  expect(findRunners(other.pid as number)).toEqual([]);
  expect(findRunners(1)).toEqual([]);
  for (const child of [shell, other]) child.stdin?.end();
  await Promise.all([once(shell, 'exit'), once(other, 'exit')]);
});
