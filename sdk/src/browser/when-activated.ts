/**
 * Runs `start` once a visitor sees the page: a prerendered one may never be seen.
 * https://developer.mozilla.org/docs/Web/API/Document/prerendering
 */
export function whenActivated(start: () => void): void {
  if ((document as { prerendering?: boolean }).prerendering) {
    document.addEventListener('prerenderingchange', start, { once: true });
  } else start();
}
