type Value = string | number | boolean;

const escapes: Record<string, string> = { '\t': '\\t', '\n': '\\n', '\r': '\\r', "'": "\\'", '\\': '\\\\' };

/**
 * A bound parameter as ClickHouse reads it from a URL: text escaped as in TSV, arrays as literals
 * (https://clickhouse.com/docs/interfaces/http#cli-queries-with-parameters).
 */
export function toParameter(value: Value | readonly Value[]): string {
  if (typeof value === 'object') return `[${value.map(toElement).join(',')}]`;
  if (typeof value === 'boolean') return value ? '1' : '0';
  return typeof value === 'number' ? String(value) : escapeText(value);
}

function toElement(value: Value): string {
  return typeof value === 'string' ? `'${escapeText(value)}'` : String(value);
}

function escapeText(text: string): string {
  return text.replace(/[\t\n\r'\\]/g, (sign) => escapes[sign] as string);
}
