/** Characters of a banner's text at most. */
export const longestBannerText = 20_000;

/**
 * The form of a banner's text that is hashed: Unicode NFC, lines ended by `\n` and without white space at their end,
 * nothing empty before the first line and behind the last. Its SHA-256, in UTF-8 and hex, is `bannerTextHash`.
 */
export function canonicalBannerText(text: string): string {
  return text
    .replace(/^\ufeff/, '')
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[ \t]+$/gm, '')
    .replace(/^\n+|\n+$/g, '');
}

/** A text that came with Sillage, as proofs refer to it. */
export interface KnownBannerText {
  /** Hex SHA-256. */
  hash: string;
  /** BCP 47. */
  language: string;
  text: string;
}
