/** What lets a page of `origin`, and nobody else, read the answer (Fetch standard, CORS protocol). */
export function corsHeaders(origin: string): Record<string, string> {
  return {
    'Cache-Control': 'private, no-store',
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Expose-Headers': 'Retry-After',
    Vary: 'Origin',
  };
}

/** Answer of a preflight: 204; a day is what Firefox keeps at most. */
export function preflightHeaders(origin: string): Record<string, string> {
  return {
    ...corsHeaders(origin),
    'Access-Control-Allow-Methods': 'GET, POST, DELETE',
    'Access-Control-Allow-Headers': 'Content-Type, Content-Encoding, Sillage-Visitor, Sillage-Cursor',
    'Access-Control-Max-Age': '86400',
  };
}
