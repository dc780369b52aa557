/** An identifier out of a name: `Été à vélo !` → `ete-a-velo`. */
export function toSlug(name: string): string {
  const plain = name
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();
  const slug = plain.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
  return slug.slice(0, 63).replace(/-$/, '');
}
