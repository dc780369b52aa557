/**
 * Runs `task`, which must not reject, while no other tab of this origin runs one under the same name. Without Web Locks
 * (Safari before 15.4, insecure contexts), or where storage is forbidden and locks with it, it just runs: event ids make a
 * second send harmless. https://w3c.github.io/web-locks/#api-lock-manager-request
 */
export async function withLock(name: string, task: () => Promise<void>): Promise<void> {
  try {
    await navigator.locks.request(name, task);
  } catch {
    await task();
  }
}
