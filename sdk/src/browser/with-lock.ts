/**
 * Runs `task` while no other tab of this origin runs one under the same name. Without Web Locks (Safari before 15.4,
 * insecure contexts) it just runs: event ids make a second send harmless.
 */
export async function withLock(name: string, task: () => Promise<void>): Promise<void> {
  let isStarted = false;
  try {
    if (!navigator.locks) return await task();
    await navigator.locks.request(name, () => {
      isStarted = true;
      return task();
    });
  } catch {
    // Firefox and Chrome refuse locks where storage is forbidden: https://w3c.github.io/web-locks/#api-lock-manager-request
    if (!isStarted && navigator.locks) await task();
  }
}
