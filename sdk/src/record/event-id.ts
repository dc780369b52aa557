/**
 * A UUIDv7 (RFC 9562) from the browser's v4: its first 48 bits become the milliseconds, the rest stays as random as it was.
 * Where there is no `randomUUID` (Safari before 15.4, insecure contexts) it throws, and nothing is recorded.
 */
export function newEventId(now: number, random: string = crypto.randomUUID()): string {
  const time = (2 ** 48 + now).toString(16).slice(1);
  return `${time.slice(0, -4)}-${time.slice(-4)}-7${random.slice(15)}`;
}
