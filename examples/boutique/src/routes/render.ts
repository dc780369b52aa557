import type { Context } from 'hono';
import type { JSX } from 'hono/jsx/jsx-runtime';

/** A whole page. It depends on the visitor's cookies, so that no cache may share it. */
export function render(context: Context, page: JSX.Element, status: 200 | 404 = 200): Response | Promise<Response> {
  return context.html(`<!doctype html>${page}`, status, { 'Cache-Control': 'private, no-cache' });
}
