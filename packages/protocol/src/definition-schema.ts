import { z } from 'zod';

/** The identity of a definition within its site and kind. */
export const slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'not a slug: a-z, 0-9 and hyphens, 63 at most');
export const label = z.string().trim().min(1).max(100);
export const sentence = z.string().trim().min(1).max(300);
export const productId = z.string().min(1).max(128);
/** Milliseconds since 1970 UTC. */
export const instant = z.number().int().min(0).max(8_640_000_000_000_000);

/** Levels of a definition that has no schema of its own; what is deeper can be read but not written again. */
const deepest = 32;

/** A definition of a kind that has no schema of its own: any JSON object, as long as a body may be. */
export const identifiedSchema = z
  .looseObject({ id: slug })
  .refine((body) => !isDeeper(body, deepest), `is deeper than ${deepest} levels`);
export type Identified = z.infer<typeof identifiedSchema>;

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

/** Without calling itself: what is asked is whether that would be safe. */
function isDeeper(root: unknown, levels: number): boolean {
  const left = [{ node: root, level: 1 }];
  for (let next = left.pop(); next; next = left.pop()) {
    const { node, level } = next;
    if (typeof node !== 'object' || node === null) continue;
    if (level > levels) return true;
    for (const below of Object.values(node)) left.push({ node: below, level: level + 1 });
  }
  return false;
}
