/** What the tests ask a ClickHouse directly, past the product: rows as they are. */
export interface ClickHouse {
  readonly url: string;
  rows<T>(sql: string, parameters?: Record<string, string | number>): Promise<T[]>;
}

/** `headers` is where an embedded engine's key goes. */
export function connectClickHouse(url: string, headers: Record<string, string> = {}): ClickHouse {
  return {
    url,
    async rows<T>(sql: string, parameters: Record<string, string | number> = {}) {
      const query = new URLSearchParams({
        default_format: 'JSONEachRow',
        output_format_json_quote_64bit_integers: '0',
      });
      for (const [name, value] of Object.entries(parameters)) query.set(`param_${name}`, String(value));
      const answer = await fetch(`${url}/?${query}`, { method: 'POST', body: sql, headers });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`ClickHouse ${answer.status}: ${text.slice(0, 400)}`);
      return text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as T);
    },
  };
}
