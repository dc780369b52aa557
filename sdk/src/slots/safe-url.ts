/**
 * The absolute address of a path or http(s) URL; `undefined` for anything else: `javascript:`, `data:`, what is no URL. The
 * browser's own parser reads it, as it would read the attribute.
 */
export function toSafeUrl(value: string | undefined): string | undefined {
  try {
    const { protocol, href } = new URL(value as string, location.href);
    return value && /^https?:$/.test(protocol) ? href : undefined;
  } catch {
    return undefined;
  }
}
