import { compiled, hyp2f1, lgam } from 'cephes';

// its WebAssembly is there a moment after its module
await compiled;

/** ln Γ(x), x above 0. */
export const logGamma: (x: number) => number = lgam;

/** Gauss's 2F1(a, b; c; z), z from 0 to 1. */
export function hypergeometric([a, b, c]: readonly [a: number, b: number, c: number], z: number): number {
  return hyp2f1(a, b, c, z);
}
