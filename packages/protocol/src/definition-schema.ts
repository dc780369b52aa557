import { z } from 'zod';
import { faultDetails } from './fault.js';

/** The identity of a definition within its site and kind. */
export const slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, faultDetails.not_a_slug);
export const label = z.string().trim().min(1).max(100);
export const sentence = z.string().trim().min(1).max(300);
export const productId = z.string().min(1).max(128);
/** Milliseconds since 1970 UTC. */
export const instant = z.number().int().min(0).max(8_640_000_000_000_000);
/** The same of what is still to come: a number of before 2001 was meant as seconds. */
export const planned = instant.min(1e12, faultDetails.not_milliseconds);

/** Data that goes into a page as it is: http(s), or a path of the shop's own. Never `javascript:`, nor another's host by `//`. */
export function isSafeAddress(address: string): boolean {
  if (hasControl(address) || address.includes('\\')) return false;
  if (address.startsWith('/')) return !address.startsWith('//');
  return /^https?:\/\/[^/]/i.test(address) && URL.canParse(address);
}

/** Browsers drop some of them from addresses before they read the scheme. */
function hasControl(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) <= 0x20) return true;
  return false;
}
