import parsePolicy from 'content-security-policy-parser';

export interface PolicyQuestion {
  directive: 'script-src' | 'connect-src';
  url: URL;
  /** The page that has the policy. */
  page: URL;
  nonce?: string | undefined;
}

/** Where a directive says nothing, these do, in order (CSP Level 3, 6.8). */
const fallbacks = {
  'script-src': ['script-src-elem', 'script-src', 'default-src'],
  'connect-src': ['connect-src', 'default-src'],
} as const;

/** The first policy that forbids it, as its directive stands there; `undefined` when all allow it. */
export function forbiddingDirective(policies: readonly string[], question: PolicyQuestion): string | undefined {
  for (const policy of policies) {
    const directives = parsePolicy(policy);
    const name = fallbacks[question.directive].find((each) => directives.has(each));
    const sources = name === undefined ? undefined : directives.get(name);
    if (sources && !isAllowed(sources, question)) return `${name} ${sources.join(' ')}`.trim();
  }
  return undefined;
}

function isAllowed(sources: readonly string[], question: PolicyQuestion): boolean {
  if (question.nonce && sources.includes(`'nonce-${question.nonce}'`)) return true;
  // With 'strict-dynamic' browsers ignore every host; a tag in the page then needs a nonce.
  if (question.directive === 'script-src' && sources.includes("'strict-dynamic'")) return false;
  return sources.some((source) => matches(source, question));
}

/** Whether a source expression matches the URL (CSP Level 3, 6.7.2.8). */
function matches(source: string, { url, page }: PolicyQuestion): boolean {
  if (source === "'self'") return url.origin === page.origin;
  if (source.startsWith("'")) return false;
  if (source === '*') return /^https?:$/.test(url.protocol);
  if (/^[a-z][a-z0-9+.-]*:$/i.test(source)) return schemeMatches(source.toLowerCase(), url.protocol);
  const parts = /^(?:([a-z][a-z0-9+.-]*:)\/\/)?(\*|[^/:*]*(?:\*\.[^/:]+)?)(?::(\d+|\*))?(\/.*)?$/i.exec(source);
  if (!parts) return false;
  const [, scheme = page.protocol, host = '', port, path] = parts;
  return (
    schemeMatches(scheme.toLowerCase(), url.protocol) &&
    hostMatches(host.toLowerCase(), url.hostname) &&
    portMatches(port, url) &&
    pathMatches(path, url.pathname)
  );
}

function schemeMatches(allowed: string, actual: string): boolean {
  return allowed === actual || (allowed === 'http:' && actual === 'https:');
}

function hostMatches(allowed: string, actual: string): boolean {
  return allowed === '*' || (allowed.startsWith('*.') ? actual.endsWith(allowed.slice(1)) : allowed === actual);
}

function portMatches(allowed: string | undefined, { port, protocol }: URL): boolean {
  if (allowed === '*') return true;
  return (allowed ?? '') === port || (port === '' && allowed === (protocol === 'https:' ? '443' : '80'));
}

function pathMatches(allowed: string | undefined, actual: string): boolean {
  if (allowed === undefined || allowed === '/') return true;
  return allowed.endsWith('/') ? actual.startsWith(allowed) : actual === allowed;
}
