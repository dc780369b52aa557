import type { Preview } from './api.js';

/** Address of a page of the shop that shows the offer; `undefined` where it would not be a page of the shop. */
export function toPreviewAddress(origin: string, path: string, { parameter, value }: Preview): string | undefined {
  if (!URL.canParse(path, origin)) return undefined;
  const url = new URL(path, origin);
  if (url.origin !== new URL(origin).origin || !/^https?:$/.test(url.protocol)) return undefined;
  url.searchParams.set(parameter, value);
  return url.href;
}
