import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** The network between the browser and the shop: a relay of bytes whose conditions a test sets. */
export interface Link {
  readonly origin: string;
  /** One-way latency in milliseconds, for connections opened and bytes sent from now on. */
  latencyMs: number;
  close(): Promise<void>;
}

/**
 * A connection costs a round trip before its first byte leaves, as TCP's handshake does: what the browser gave up
 * within that time never arrives. What was on its way does, whatever the browser does afterwards.
 */
export async function openLink(targetPort: number): Promise<Link> {
  const sockets = new Set<Socket>();
  const link = { latencyMs: 0 };
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (client) => {
    track(client, sockets);
    relay(client, targetPort, { link, sockets }).catch(() => client.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return Object.assign(link, {
    origin: `http://127.0.0.1:${port}`,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  });
}

interface Wiring {
  link: { latencyMs: number };
  sockets: Set<Socket>;
}

async function relay(client: Socket, targetPort: number, { link, sockets }: Wiring): Promise<void> {
  const held: Buffer[] = [];
  const hold = (chunk: Buffer) => held.push(chunk);
  let isGivenUp = false;
  const giveUp = () => {
    isGivenUp = true;
  };
  client.on('data', hold).once('end', giveUp).once('close', giveUp).resume();
  if (link.latencyMs > 0) await delay(2 * link.latencyMs);
  if (isGivenUp) return void client.destroy();
  const target = connect({ port: targetPort, host: '127.0.0.1', allowHalfOpen: true });
  track(target, sockets);
  client.off('data', hold);
  const forward = carry(client, target, link);
  for (const chunk of held) forward(chunk);
  carry(target, client, link);
}

/** Passes chunks and the end from one side to the other, in order, each after the latency of its moment. */
function carry(from: Socket, to: Socket, link: { latencyMs: number }): (chunk: Buffer) => void {
  let last = Promise.resolve();
  const later = (act: () => void) => {
    const arrivesAt = performance.now() + link.latencyMs;
    last = last.then(() => delay(Math.max(0, arrivesAt - performance.now()))).then(act);
  };
  const forward = (chunk: Buffer) => later(() => void to.write(chunk));
  from.on('data', forward);
  from.once('end', () => later(() => void to.end()));
  from.once('close', (hadError) => later(() => (hadError ? to.destroy() : to.end())));
  return forward;
}

function track(socket: Socket, sockets: Set<Socket>): void {
  sockets.add(socket);
  socket.on('error', () => socket.destroy());
  socket.once('close', () => sockets.delete(socket));
}
