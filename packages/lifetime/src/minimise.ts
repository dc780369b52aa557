import { descend, type Vertex } from './simplex.js';

export interface Minimum extends Vertex {
  /** Starting again from there led nowhere lower. */
  isConverged: boolean;
}

/** A simplex may come to rest beside a minimum: it starts again from where it stopped, wide and narrow in turn, until nothing is won. */
const mostStarts = 12;
const leastGain = 1e-10;
const widths = [0.5, 0.1] as const;

/** The lowest point near `start`. */
export function minimise(value: (at: readonly number[]) => number, start: readonly number[]): Minimum {
  let best: Vertex = { at: start, value: value(start) };
  for (let starts = 0; starts < mostStarts; starts += 1) {
    const width = widths[starts % widths.length] as number;
    const found = descend(value, { start: best.at, width, tolerance: 1e-13, mostSteps: 400 * start.length });
    const gain = best.value - found.value;
    if (gain > 0) best = found;
    if (starts > 0 && !(gain > leastGain)) return { ...best, isConverged: Number.isFinite(best.value) };
  }
  return { ...best, isConverged: false };
}
