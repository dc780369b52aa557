/** `drawFraction` of the protocol in SQL, of two expressions of type String. The golden cases are the same. */
export function holdoutFraction(salt: string, personKey: string): string {
  return `reinterpretAsUInt32(reverse(substring(SHA256(concat(${salt}, '\\n', ${personKey})), 1, 4))) / 4294967296`;
}
