/** The site's own first. */
export function currencies(own: string): string[] {
  return [own, ...Intl.supportedValuesOf('currency').filter((one) => one !== own)];
}
