type FetchLater = (url: string, init: RequestInit) => unknown;

/**
 * One request that the browser sends by itself when the page is closed or its renderer crashes: Chrome 135,
 * https://developer.mozilla.org/docs/Web/API/fetchLater_API. Elsewhere nothing.
 */
export function fetchLater(url: string, init: RequestInit): void {
  try {
    (window as { fetchLater?: FetchLater }).fetchLater?.(url, init);
  } catch {
    // over its quota, or forbidden by policy: the outbox still has the events
  }
}
