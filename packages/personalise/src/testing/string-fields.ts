/** Every string in a body, and the body with another text in its place. */
export function* stringFields(
  body: unknown,
  path: (string | number)[] = [],
): Generator<{ path: (string | number)[]; put: (text: string) => unknown }> {
  if (typeof body === 'string') yield { path, put: (text) => text };
  if (typeof body !== 'object' || body === null) return;
  for (const [key, value] of Object.entries(body)) {
    const step = Array.isArray(body) ? Number(key) : key;
    for (const field of stringFields(value, [...path, step])) {
      yield { path: field.path, put: (text) => putAt(body, key, field.put(text)) };
    }
  }
}

function putAt(body: object, key: string, value: unknown): unknown {
  if (Array.isArray(body)) return body.map((each, index) => (String(index) === key ? value : each));
  return { ...body, [key]: value };
}
