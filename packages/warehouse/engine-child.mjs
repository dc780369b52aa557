/**
 * A ClickHouse server in a process of its own: `node engine-child.mjs LOCK OWNER DATA ARGUMENTS…`.
 *
 * `libchdb.so` holds all of ClickHouse; its `clickhouse local` opens the real HTTP interface on SYSTEM START LISTEN
 * (ClickHouse pull request 101143) and lives while its query runs: one that reads standard input, so it ends with its
 * parent. Exits with 75 (EX_TEMPFAIL) when another process holds LOCK.
 */
import { ftruncateSync, openSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setPriority } from 'node:os';
import { libchdbPath } from 'chdb/libchdb';
import { forgetUnwrittenBlocks } from './forget-unwritten-blocks.mjs';

const { open, load, DataType } = createRequire(import.meta.url)('ffi-rs');
const [lock, owner, dataDirectory, ...engineArguments] = process.argv.slice(2);
const isLinux = process.platform === 'linux';
open({ library: 'libc', path: isLinux ? 'libc.so.6' : '/usr/lib/libSystem.B.dylib' });

holdLock();
forgetUnwrittenBlocks(dataDirectory);
yieldToParent();
if (isLinux) endWithParent();
runEngine();

/** flock(2) ends with the process that holds it, however that ends: a lock can't go stale. */
function holdLock() {
  const exclusiveWithoutWaiting = 2 | 4;
  const file = openSync(lock, 'a', 0o600);
  if (callLibc('flock', file, exclusiveWithoutWaiting) !== 0) process.exit(75);
  ftruncateSync(file);
  writeSync(file, owner);
}

/**
 * Requests come before loading: in a burst the server has the processor and the journal waits. Threads take the
 * priority of the one that starts them, so this comes before the engine has any.
 */
function yieldToParent() {
  const belowNormal = 10;
  setPriority(belowNormal);
}

/** Standard input tells the parent's death only at the engine's next read of it, seconds later. */
function endWithParent() {
  const setParentDeathSignal = 1;
  const sigterm = 15;
  callLibc('prctl', setParentDeathSignal, sigterm);
}

function callLibc(funcName, ...values) {
  const paramsType = values.map(() => DataType.I32);
  return load({ library: 'libc', funcName, retType: DataType.I32, paramsType, paramsValue: values });
}

function runEngine() {
  open({ library: 'chdb', path: libchdbPath() });
  const query = "SYSTEM START LISTEN HTTP; SELECT count() FROM file('-', 'LineAsString', 'line String') FORMAT Null";
  const words = ['clickhouse', '--multiquery', `--path=${dataDirectory}`, ...engineArguments, `--query=${query}`];
  load({
    library: 'chdb',
    funcName: 'chdb_query_cmdline',
    retType: DataType.External,
    paramsType: [DataType.I32, DataType.StringArray],
    paramsValue: [words.length, words],
  });
  process.exit(0);
}
