import { readdir, readFile } from 'node:fs/promises';
import { type ClickHouse, connectClickHouse } from './clickhouse.js';

/** The engine that a server keeps as its child. */
export interface EmbeddedEngine {
  readonly pid: number;
  readonly clickhouse: ClickHouse;
}

/**
 * Finds the child, or the child of a child, and its port by its command line, its key in the file that the command line
 * names. Linux.
 */
export async function findEmbeddedEngine(ancestorPid: number): Promise<EmbeddedEngine | undefined> {
  const children = await findChildren(ancestorPid);
  for (const pid of [...children, ...(await Promise.all(children.map(findChildren))).flat()]) {
    const words = (await read(`/proc/${pid}/cmdline`)).split('\0');
    const argument = (name: string) => words.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
    const [port, configFile] = [argument('http_port'), argument('config-file')];
    const [, key] = /<X-Engine-Key>(\w+)</.exec(configFile ? await read(configFile) : '') ?? [];
    if (port && key) return { pid, clickhouse: connectClickHouse(`http://127.0.0.1:${port}`, { 'X-Engine-Key': key }) };
  }
  return undefined;
}

async function findChildren(parent: number): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const parents = await Promise.all(pids.map(async (pid) => [pid, await readParent(pid)] as const));
  return parents.filter(([, of]) => of === parent).map(([pid]) => pid);
}

async function readParent(pid: number): Promise<number | undefined> {
  const stat = await read(`/proc/${pid}/stat`);
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]); // proc(5): the name before it can hold spaces
}

async function read(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => ''); // a process that has just ended
}
