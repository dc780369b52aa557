/** Runs `step` when the whole markup is there. */
export function whenParsed(step: () => void): void {
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', step, { once: true });
  else step();
}
