/** A point with the value that the function has there. */
export interface Vertex {
  at: readonly number[];
  value: number;
}

type Measure = (at: readonly number[]) => Vertex;

/** Coefficients of Lagarias, Reeds, Wright and Wright (1998), section 2. */
const [reflection, expansion, contraction, shrinkage] = [1, 2, 0.5, 0.5];

/**
 * One descent of Nelder and Mead's simplex from a start and steps of one width in each direction, until its vertices and their values
 * differ by less than `tolerance`, or `mostSteps` are done. A value that is no number is as bad as infinity.
 */
export function descend(
  value: (at: readonly number[]) => number,
  {
    start,
    width,
    tolerance,
    mostSteps,
  }: { start: readonly number[]; width: number; tolerance: number; mostSteps: number },
): Vertex {
  const measure: Measure = (at) => {
    const found = value(at);
    return { at, value: Number.isNaN(found) ? Number.POSITIVE_INFINITY : found };
  };
  let simplex = [start, ...start.map((_, index) => start.with(index, (start[index] as number) + width))].map(measure);
  for (let steps = 0; steps < mostSteps; steps += 1) {
    simplex.sort((a, b) => a.value - b.value);
    if (isSettled(simplex, tolerance)) break;
    simplex = move(simplex, measure);
  }
  return simplex.reduce((best, one) => (one.value < best.value ? one : best));
}

/** Replaces the worst vertex, or draws all towards the best. Sorted vertices are expected. */
function move(simplex: readonly Vertex[], measure: Measure): Vertex[] {
  const [best, worst, secondWorst] = [simplex[0], simplex.at(-1), simplex.at(-2)] as [Vertex, Vertex, Vertex];
  const kept = simplex.slice(0, -1);
  const centre = best.at.map((_, index) => kept.reduce((sum, { at }) => sum + (at[index] as number), 0) / kept.length);
  const beyond = (share: number) => measure(between(centre, worst.at, -share));
  const reflected = beyond(reflection);
  if (reflected.value < best.value) {
    const expanded = beyond(expansion);
    return [...kept, expanded.value < reflected.value ? expanded : reflected];
  }
  if (reflected.value < secondWorst.value) return [...kept, reflected];
  const isOutside = reflected.value < worst.value;
  const contracted = beyond(isOutside ? contraction : -contraction);
  if (contracted.value < (isOutside ? reflected : worst).value) return [...kept, contracted];
  return simplex.map((one) => (one === best ? one : measure(between(best.at, one.at, shrinkage))));
}

/** From one point so much of the way to the other; less than nothing is away from it. */
function between(from: readonly number[], to: readonly number[], share: number): number[] {
  return from.map((one, index) => one + share * ((to[index] as number) - one));
}

function isSettled(sorted: readonly Vertex[], tolerance: number): boolean {
  const [best, worst] = [sorted[0], sorted.at(-1)] as [Vertex, Vertex];
  const isFlat = worst.value - best.value <= tolerance * (1 + Math.abs(best.value));
  return (
    isFlat && sorted.every(({ at }) => at.every((one, index) => Math.abs(one - (best.at[index] as number)) < 1e-6))
  );
}
