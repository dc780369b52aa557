import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import { serialize } from 'hono/utils/cookie';
import { sessionMs } from '../store/sessions.js';

const name = 'sillage-session';

export function readSessionCookie(context: Context): string | undefined {
  return getCookie(context, name);
}

/**
 * Without `Path`: the browser takes the folder of the path it asked for (RFC 6265, 5.1.4), which is `…/dashboard`
 * before a proxy that strips the shop's path too. So it is set at `dashboard/<one segment>` alone.
 */
export function setSessionCookie(context: Context, token: string, isHttps: boolean): void {
  context.header('Set-Cookie', write(token, sessionMs / 1000, isHttps), { append: true });
}

export function clearSessionCookie(context: Context, isHttps: boolean): void {
  context.header('Set-Cookie', write('', 0, isHttps), { append: true });
}

function write(token: string, maxAge: number, isHttps: boolean): string {
  return serialize(name, token, { httpOnly: true, sameSite: 'Strict', secure: isHttps, maxAge });
}
