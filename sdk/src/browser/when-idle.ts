type Schedule = (step: () => void, options: { timeout: number }) => unknown;

/**
 * Runs `step` in a task of its own when the browser has time, after half a second at the latest. Safari has no
 * requestIdleCallback (https://bugs.webkit.org/show_bug.cgi?id=164193): there, the next task.
 */
export function whenIdle(step: () => void): void {
  const schedule = (window.requestIdleCallback ?? setTimeout) as Schedule;
  schedule(step, { timeout: 500 });
}
