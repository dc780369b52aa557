import { corsHeaders } from '@sillage/protocol';

/** Answer of a preflight: 204; a day is what Firefox keeps at most. */
export function preflightHeaders(origin: string): Record<string, string> {
  return {
    ...corsHeaders(origin),
    'Access-Control-Allow-Methods': 'GET, POST, DELETE',
    'Access-Control-Allow-Headers': 'Content-Type, Content-Encoding, Sillage-Visitor, Sillage-Cursor',
    'Access-Control-Max-Age': '86400',
  };
}
