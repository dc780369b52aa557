import { createHash } from 'node:crypto';

/**
 * The canonical form of a banner's text: Unicode NFC, each run of white space in a line one space, none at either end, empty
 * lines left out, `\n` between two.
 */
export function toCanonicalText(text: string): string {
  return text
    .normalize('NFC')
    .split(/\r\n?|\n/)
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter(Boolean)
    .join('\n');
}

/** `bannerTextHash` of a text in canonical form: hex SHA-256 of its UTF-8. */
export function hashBannerText(canonical: string): string {
  return createHash('sha256').update(canonical, 'utf8').digest('hex');
}
