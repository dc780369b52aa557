import { ProblemError } from '@sillage/protocol';
import type { Context } from 'hono';

/**
 * What changes something was asked for by a page of this server. Browsers tell so in `Sec-Fetch-Site`, which no page can
 * write; where they don't (http elsewhere than on this machine), by `Origin`. Throws `origin_not_allowed`.
 */
export function checkSameOrigin(context: Context): void {
  if (['GET', 'HEAD'].includes(context.req.method)) return;
  const origin = context.req.header('Origin');
  const site = context.req.header('Sec-Fetch-Site');
  if (origin !== undefined && site === 'same-origin') return;
  if (origin !== undefined && site === undefined && hostOf(origin) === context.req.header('Host')?.toLowerCase())
    return;
  throw new ProblemError('origin_not_allowed');
}

/** With its port where it is not the scheme's; `undefined` of `null`, which sandboxed pages send. */
function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
