import parsePolicy from 'content-security-policy-parser';
import { hashSource } from '../tag.js';

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
  return findForbidding(policies, question.directive, (sources) => isAllowed(sources, question));
}

export interface InlineScript {
  /** All between the tags: its hash is of each character. */
  text: string;
  nonce: string | undefined;
}

/** The same for a script in the page itself (CSP Level 3, 6.7.3.3). */
export function forbiddingInline(policies: readonly string[], script: InlineScript): string | undefined {
  return findForbidding(policies, 'script-src', (sources) => isInlineAllowed(sources, script));
}

function findForbidding(
  policies: readonly string[],
  directive: keyof typeof fallbacks,
  allows: (sources: readonly string[]) => boolean,
): string | undefined {
  for (const policy of policies) {
    const directives = parsePolicy(policy);
    const name = fallbacks[directive].find((each) => directives.has(each));
    const sources = name === undefined ? undefined : directives.get(name);
    if (sources && !allows(sources)) return `${name} ${sources.join(' ')}`.trim();
  }
  return undefined;
}

function isInlineAllowed(sources: readonly string[], { text, nonce }: InlineScript): boolean {
  if (nonce && sources.includes(`'nonce-${nonce}'`)) return true;
  if ((['sha256', 'sha384', 'sha512'] as const).some((each) => sources.includes(hashSource(text, each)))) return true;
  // beside a nonce, a hash or 'strict-dynamic' browsers ignore 'unsafe-inline'
  const isStrict = sources.some((each) => /^'(?:nonce-|sha(?:256|384|512)-|strict-dynamic')/i.test(each));
  return !isStrict && sources.includes("'unsafe-inline'");
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
