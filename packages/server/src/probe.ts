import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';

/** A cookie that exists only between the doctor and the server; no browser ever holds it. */
export const probeCookie = '__Host-sillage-probe';

/** Answer of `GET /v1/probe`: how a request arrives behind the shop's proxy. */
export interface ProbeReply {
  service: 'sillage';
  /** New with each answer: two alike came out of a cache. */
  nonce: string;
  hasCookie: boolean;
  hasOrigin: boolean;
  isHttps: boolean;
}

/** Tells the doctor what arrives, and expires a cookie that nobody has, so that it sees whether Set-Cookie passes. */
export function answerProbe(context: Context, isHttps: boolean): Response {
  context.header('Cache-Control', 'private, no-store');
  context.header('Set-Cookie', `${probeCookie}=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Lax`);
  return context.json({
    service: 'sillage',
    nonce: randomUUID(),
    hasCookie: context.req.header('Cookie')?.includes(`${probeCookie}=`) ?? false,
    hasOrigin: context.req.header('Origin') !== undefined,
    isHttps,
  } satisfies ProbeReply);
}
