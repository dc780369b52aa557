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

/** Text without e-mail addresses and tokens: for titles, search words and paths. */
export function cleanText(text: string): string {
  const withoutEmail = /@|%40/.test(text) ? text.replace(word, (part) => (isEmail(part) ? '[email]' : part)) : text;
  return withoutEmail.replace(longRun, (run) => (isToken(run) ? '[token]' : run));
}

/** Some sign, an at sign, and a domain of more than one label behind it. */
function isEmail(part: string): boolean {
  const at = part.search(/[^@](?:@|%40)/);
  return at >= 0 && /\.[a-z]{2}/i.test(part.slice(at + 2));
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

/**
 * The path of a URL as it may be kept: no origin, no fragment, only allowed query parameters, no e-mail, no token.
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
  return cleanText(parsed.pathname.replace(/^\/{2,}/, '/')) + (query && `?${query}`);
}
