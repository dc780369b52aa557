import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/** The wanted loopback port, or any free one where it is taken. */
export async function findPort(wanted: number): Promise<number> {
  const probe = createServer();
  try {
    probe.listen(wanted, '127.0.0.1');
    await once(probe, 'listening');
    return (probe.address() as AddressInfo).port;
  } catch (error) {
    const isTaken = ['EADDRINUSE', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '');
    if (!isTaken || wanted === 0) throw error;
    return findPort(0);
  } finally {
    probe.close();
  }
}
