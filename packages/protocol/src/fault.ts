/** What is wrong in a body, and where: an entry of `errors` of a problem (RFC 9457, section 3). */
export interface Fault {
  /** JSON Pointer as a URI fragment (RFC 6901, section 6), such as `#/content/home/fr/title`; `#` is the whole. */
  pointer: string;
  detail: string;
}

export function toPointer(path: readonly PropertyKey[]): string {
  return ['#', ...path.map(toToken)].join('/');
}

function toToken(key: PropertyKey): string {
  return encodeURIComponent(String(key).replaceAll('~', '~0').replaceAll('/', '~1'));
}

/** From the issues of a zod error; so many at most. */
export function toFaults(issues: readonly { path: readonly PropertyKey[]; message: string }[], most = 50): Fault[] {
  return issues.slice(0, most).map(({ path, message }) => ({ pointer: toPointer(path), detail: message }));
}
