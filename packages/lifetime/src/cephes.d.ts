/** What is used of cephes: its package has types, but its `exports` do not lead to them. */
declare module 'cephes' {
  /** Resolves when the functions can be called. */
  export const compiled: Promise<void>;
  /** ln |Γ(x)|. */
  export function lgam(x: number): number;
  export function hyp2f1(a: number, b: number, c: number, x: number): number;
  /** The x of which the upper regularised incomplete gamma function is y. */
  export function igami(a: number, y: number): number;
  /** The x of which the regularised incomplete beta function is y. */
  export function incbi(a: number, b: number, y: number): number;
}
