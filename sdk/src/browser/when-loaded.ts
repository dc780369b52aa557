/** Runs `step` when the page and its scripts are there. */
export function whenLoaded(step: () => void): void {
  if (document.readyState === 'complete') step();
  else addEventListener('load', step);
}
