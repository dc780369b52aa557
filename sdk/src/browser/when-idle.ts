/**
 * Runs `step` in a task of its own when the browser has time, after `timeoutMs` at the latest.
 * Safari has no requestIdleCallback: https://bugs.webkit.org/show_bug.cgi?id=164193
 */
export function whenIdle(step: () => void, timeoutMs = 500): void {
  if ('requestIdleCallback' in window) requestIdleCallback(step, { timeout: timeoutMs });
  else setTimeout(step, 1);
}
