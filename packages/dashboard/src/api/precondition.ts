/** That the version that was read is changed, and nobody's since; 0: that there is none yet (RFC 9110, section 13). */
export const toPrecondition = (version: number): Record<string, string> =>
  version === 0 ? { 'If-None-Match': '*' } : { 'If-Match': `"${version}"` };
