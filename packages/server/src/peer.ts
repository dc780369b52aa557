import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import ipaddr from 'ipaddr.js';

/** The request was made on this machine and came through no proxy: proxies too connect from loopback. */
export function isLoopback(context: Context): boolean {
  const peer = peerAddress(context);
  if (peer === undefined || ipaddr.process(peer).range() !== 'loopback') return false;
  const traces = ['Forwarded', 'X-Forwarded-For', 'X-Forwarded-Proto', 'X-Forwarded-Host', 'Via', 'X-Real-IP'];
  if (traces.some((name) => context.req.header(name) !== undefined)) return false;
  const host = new URL(context.req.url).hostname;
  return host === 'localhost' || host === '[::1]' || host.startsWith('127.');
}

/** The scheme in which the browser asked, by a proxy that is believed. */
export function isHttps(context: Context, trustedProxies: readonly string[]): boolean {
  const peer = peerAddress(context);
  if (peer === undefined || !trustedProxies.some((range) => isWithin(peer, range))) return false;
  return context.req.header('X-Forwarded-Proto')?.split(',').at(-1)?.trim() === 'https';
}

function isWithin(address: string, range: string): boolean {
  const [parsed, cidr] = [ipaddr.process(address), ipaddr.parseCIDR(range.includes('/') ? range : toCidr(range))];
  return parsed.kind() === cidr[0].kind() && parsed.match(cidr);
}

function toCidr(address: string): string {
  return `${address}/${ipaddr.parse(address).kind() === 'ipv4' ? 32 : 128}`;
}

/** `undefined` where the app is asked without a socket. */
function peerAddress(context: Context): string | undefined {
  if (!(context.env as { incoming?: unknown } | undefined)?.incoming) return undefined;
  return getConnInfo(context).remote.address;
}
