import { createHash } from 'node:crypto';

/** Queues calls made before the script is there; a banner that restores its answer at once needs it. */
export const stub = 'window.sillage=window.sillage||function(){(sillage.q=sillage.q||[]).push(arguments)}';

/** What a shop pastes into every page's `<head>`: the same two lines in all texts. */
export function tagOf(site: string): string {
  return `<script>${stub}</script>\n<script async src="/sillage/sillage.js" data-site="${site}"></script>`;
}

/** The source expression by which a policy allows an inline script of this text (CSP Level 3, 6.7.3.3). */
export function hashSource(script: string, algorithm: 'sha256' | 'sha384' | 'sha512' = 'sha256'): string {
  return `'${algorithm}-${createHash(algorithm).update(script).digest('base64')}'`;
}
