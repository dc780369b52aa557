/** One figure as one line of JSON on standard output, past any reporter. */
export function printFigure(question: string, figure: Record<string, number | string | boolean>): void {
  process.stdout.write(`${JSON.stringify({ question, ...figure })}\n`);
}
