/** Query parameters that tell nothing about a person and much about a visit. */
export const defaultQueryAllowList = [
  'page',
  'sort',
  'lang',
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'utm_term',
  'utm_content',
];

const email = /[^\s/?&=#"'<>]+(?:@|%40)[^\s/?&=#"'<>]+\.[a-z]{2,}/gi;
/** JSON web tokens, and runs of 24 or more that mix letters and digits: reset links, session ids, API keys. */
const token = /\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?|(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[a-z])[\w]{24,}(?![\w-])/gi;

/** Text without e-mail addresses and tokens: for titles, search words and paths. */
export function cleanText(text: string): string {
  return text.replace(email, '[email]').replace(token, '[token]');
}

/**
 * The path of a URL as it may be kept: no origin, no fragment, only allowed query parameters, no e-mail, no token.
 * `base` resolves a relative URL. An unreadable URL becomes `/`.
 */
export function cleanPath(url: string, allowList: readonly string[], base = 'http://localhost'): string {
  let parsed: URL;
  try {
    parsed = new URL(url, base);
  } catch {
    return '/'; // a page can have an address that URL does not read; it is no reason to lose its view
  }
  const kept = [...parsed.searchParams].filter(([name]) => allowList.includes(name));
  const query = kept
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(cleanText(value))}`)
    .join('&');
  return cleanText(parsed.pathname) + (query && `?${query}`);
}
