import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { endAtClosedPipe } from './end-at-closed-pipe.js';

const command = createRequire(import.meta.url).resolve('@sillage/server/command');

it('ends a command whose reader has left, without a word', async () => {
  // nobody listens at port 1: that is what it wants to say
  const child = spawn(command, ['doctor', 'http://127.0.0.1:1/'], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  expect({ said, code }).toEqual({ said: '', code: 141 });
});

it('hides no other failure of what it writes to', () => {
  const codes: number[] = [];
  const stream = new EventEmitter();
  endAtClosedPipe([stream], (code) => codes.push(code));
  const full = Object.assign(new Error('write ENOSPC'), { code: 'ENOSPC' });
  expect(() => stream.emit('error', full)).toThrow('ENOSPC');
  expect(codes).toEqual([]);
});
