/** What the text says, or undefined where it is absent or broken. */
export function readJson<T>(text: string | null | undefined): T | undefined {
  try {
    return JSON.parse(text as string) ?? undefined;
  } catch {
    return undefined; // absent, another version's, or a template's stray comma
  }
}
