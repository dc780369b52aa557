/** Times of a form are of the site, whichever zone the browser is in: `2026-10-01 09:30:00`. */
export function toSiteTime(at: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}:${part('second')}`;
}

/**
 * Milliseconds since 1970 UTC. An hour that the clocks go through twice is the first of the two; one that they leave out is as far
 * behind the change. `undefined`: not such a time.
 */
export function fromSiteTime(text: string, timeZone: string): number | undefined {
  const asUtc = Date.parse(`${text.trim().replace(' ', 'T')}Z`);
  if (Number.isNaN(asUtc)) return undefined;
  const guesses = [-1, 1].map((day) => asUtc - offsetAt(asUtc + day * 86_400_000, timeZone));
  const exact = guesses.filter((at) => at + offsetAt(at, timeZone) === asUtc);
  return exact.length > 0 ? Math.min(...exact) : guesses[0];
}

function offsetAt(at: number, timeZone: string): number {
  const whole = Math.floor(at / 1000) * 1000;
  return Date.parse(`${toSiteTime(whole, timeZone).replace(' ', 'T')}Z`) - whole;
}
