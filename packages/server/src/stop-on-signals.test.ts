import { EventEmitter } from 'node:events';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { stopOnSignals } from './stop-on-signals.js';

const logger = pino({ level: 'silent' });

it.each(['SIGTERM', 'SIGINT'])('stops with care at %s', async (signal) => {
  const signals = new EventEmitter();
  const stops: string[] = [];
  const stop = async () => {
    stops.push(signal);
  };
  const code = stopOnSignals({ stop }, logger, signals);
  signals.emit(signal);
  expect(await code).toBe(0);
  expect(stops).toEqual([signal]);
});

it('ends at once at the second signal', async () => {
  const signals = new EventEmitter();
  const code = stopOnSignals({ stop: () => new Promise(() => undefined) }, logger, signals);
  signals.emit('SIGTERM');
  signals.emit('SIGINT');
  expect(await code).toBe(1);
});

it('tells by its exit code that the stop failed', async () => {
  const signals = new EventEmitter();
  const code = stopOnSignals({ stop: () => Promise.reject(new Error('disk')) }, logger, signals);
  signals.emit('SIGTERM');
  expect(await code).toBe(1);
});
