import { createHash } from 'node:crypto';
import { toCanonicalText as ofLines } from '@sillage/protocol';

/** The canonical form of a banner's text as a shop has it in a file: a line a text. */
export function toCanonicalText(text: string): string {
  return ofLines(text.split(/\r\n?|\n/));
}

/** `bannerTextHash` of a text in canonical form: hex SHA-256 of its UTF-8. */
export function hashBannerText(canonical: string): string {
  return createHash('sha256').update(canonical, 'utf8').digest('hex');
}
