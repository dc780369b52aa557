import { open, unlink } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';

/** Longest path of a socket that every platform takes, in bytes (`sun_path` of macOS is 104 with its end). */
const maxSocketPathBytes = 103;

/** Another process owns the directory. */
export class DirectoryLockedError extends Error {
  constructor(directory: string) {
    super(`${directory} is in use by another process: a journal has one owner.`);
    this.name = 'DirectoryLockedError';
  }
}

/**
 * Owns the directory until released or until the process dies: a listening Unix socket in it. The kernel ends the
 * listening with the process, however it dies, so that nothing stale can lock, in containers with their own process
 * ids too; the name that a dead owner leaves is taken over.
 */
export async function lockDirectory(directory: string): Promise<{ release(): Promise<void> }> {
  const handle = await open(directory, 'r');
  const path = socketPath(directory, handle.fd);
  try {
    const server = await takeOwnership(path, directory);
    return {
      release: async () => {
        await new Promise((resolve) => server.close(resolve));
        await handle.close();
      },
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function takeOwnership(path: string, directory: string): Promise<Server> {
  const first = await listen(path);
  if (first) return first;
  if (await isAnswered(path)) throw new DirectoryLockedError(directory);
  await unlink(path).catch(() => undefined);
  const second = await listen(path);
  if (!second) throw new DirectoryLockedError(directory);
  return second;
}

/** Undefined where the name is taken. */
function listen(path: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    server.listen(path, () => {
      server.unref();
      resolve(server);
    });
  });
}

function isAnswered(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

function socketPath(directory: string, fd: number): string {
  const path = join(directory, 'owner.sock');
  if (Buffer.byteLength(path) <= maxSocketPathBytes) return path;
  // Linux: a short name for the same directory.
  if (process.platform === 'linux') return `/proc/self/fd/${fd}/owner.sock`;
  throw new Error(`The path of ${directory} is too long: ${maxSocketPathBytes} bytes with the name of its lock.`);
}
