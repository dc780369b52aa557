/** The best of ours that `Accept-Encoding` allows; `undefined`: send it plain. */
export function preferredEncoding(accepted: string): 'br' | 'gzip' | undefined {
  const offered = accepted.split(',').map((part) => part.trim());
  const allows = (name: string) => offered.some((part) => part.startsWith(name) && !/;\s*q=0(\.0+)?$/.test(part));
  return allows('br') ? 'br' : allows('gzip') ? 'gzip' : undefined;
}
