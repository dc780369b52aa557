import { cleanNumbers } from './personal-numbers.js';

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

/** What stands between separators. It is looked at once, so that hostile text costs no more than its length. */
const word = /[^\s/?&=#"'<>]+/g;
/** No lookbehind: Safari before 16.4 refuses a whole script for one. */
const longRun = /[\w-]{20,}(?:\.[\w-]+)*/g;

/** Text without e-mail addresses, IBANs, payment cards, phone numbers and tokens: for all that is kept as text. */
export function cleanText(text: string): string {
  const withoutEmail = /@|%40/.test(text) ? text.replace(word, (part) => (isEmail(part) ? '[email]' : part)) : text;
  return cleanNumbers(withoutEmail).replace(longRun, (run) => (isToken(run) ? '[token]' : run));
}

/** Some sign, an at sign, and a domain of more than one label behind it. */
function isEmail(part: string): boolean {
  const at = part.search(/[^@](?:@|%40)/);
  return at >= 0 && /\.\p{L}{2}/u.test(part.slice(at + 2));
}

/**
 * A reset link, a session id, an API key, a JSON web token, a UUID; not a slug such as
 * `chaussures-de-randonnee-2026`.
 */
function isToken(run: string): boolean {
  const hasDigit = /\d/.test(run);
  return (
    /^eyJ[\w-]+\./.test(run) ||
    (hasDigit && /[a-z]/.test(run) && /[A-Z]/.test(run)) ||
    (hasDigit && /[a-z]/i.test(run) && /^\w{24,}$/.test(run)) ||
    /^[0-9a-f]{32,}$/i.test(run.replace(/-/g, ''))
  );
}

/** A part of a path is looked at as it reads, whatever signs of it are escaped, and stays as it was where it is clean. */
function cleanPart(part: string): string {
  if (!part.includes('%')) return part;
  let read: string;
  try {
    read = decodeURIComponent(part);
  } catch {
    return part; // not UTF-8: it reads as nothing
  }
  const cleaned = cleanText(read);
  return cleaned === read ? part : encodeURIComponent(cleaned).replace(/%5B(\w+)%5D/g, '[$1]');
}

/**
 * The path of a URL as it may be kept: no origin, no fragment, only allowed query parameters, nothing that `cleanText` removes.
 * `base` resolves a relative URL. An address that is unreadable or not of the web becomes `/`.
 */
export function cleanPath(url: string, allowList: readonly string[], base = 'http://localhost'): string {
  let parsed: URL;
  try {
    // a second slash in front would be read as a host
    parsed = new URL(url.replace(/^\/{2,}/, '/'), base);
  } catch {
    return '/'; // a page can have an address that URL does not read; it is no reason to lose its view
  }
  if (!parsed.protocol.startsWith('http')) return '/';
  const query = [...parsed.searchParams]
    .filter(([name]) => allowList.includes(name))
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(cleanText(value))}`)
    .join('&');
  const parts = parsed.pathname.replace(/^\/{2,}/, '/').split('/');
  return cleanText(parts.map(cleanPart).join('/')) + (query && `?${query}`);
}
