import type { z } from 'zod';

/** The configuration can't be used; the message names the key that is wrong and what it should be. */
export class ConfigError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ConfigError';
  }
}

/** `sites[0].origins[1]: not an origin such as https://shop.example`, one line an issue; never the value. */
export function toConfigError(source: string, error: z.ZodError): ConfigError {
  const lines = error.issues.map((issue) => `  ${formatPath(issue.path)}: ${issue.message}`);
  return new ConfigError(`${source} can't be used:\n${lines.join('\n')}`);
}

function formatPath(path: readonly PropertyKey[]): string {
  const text = path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
  return text || 'the whole';
}
