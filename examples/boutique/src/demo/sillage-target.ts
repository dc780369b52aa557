/** Sillage as the shop's own server tells it things: where it is, and by which key. */
export interface SillageTarget {
  /** Where Sillage listens, such as `http://127.0.0.1:8787`. */
  url: string;
  site: string;
  secretKey: string;
  fetch: typeof fetch;
}

/** A PUT by secret key. */
export function putTo(target: SillageTarget, path: string, init: { body: string; headers: object }): Promise<Response> {
  return target.fetch(target.url + path, {
    method: 'PUT',
    headers: { Authorization: `Bearer ${target.secretKey}`, 'Sillage-Site': target.site, ...init.headers },
    body: init.body,
  });
}
