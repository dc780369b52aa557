type FetchLater = (url: string, init: RequestInit) => unknown;

/** One request that the browser sends by itself when the page is closed or its renderer crashes. */
export interface LaterRequest {
  arm(url: string, init: RequestInit): void;
  disarm(): void;
}

/** fetchLater, Chrome 135: https://developer.mozilla.org/docs/Web/API/fetchLater_API. Elsewhere nothing. */
export function createLaterRequest(): LaterRequest {
  let controller: AbortController | undefined;
  return {
    arm(url, init) {
      controller?.abort();
      controller = new AbortController();
      try {
        (window as { fetchLater?: FetchLater }).fetchLater?.(url, { ...init, signal: controller.signal });
      } catch {
        // over its quota, or forbidden by policy: the outbox still has the events
      }
    },
    disarm: () => controller?.abort(),
  };
}
