export type ForgetVisitor = (site: string, visitor: string) => void;

/** The store is opened first, and tells those that are opened after it and read ClickHouse meanwhile. */
export function createErasureNews(): { tell: ForgetVisitor; listen(...listeners: ForgetVisitor[]): void } {
  const all: ForgetVisitor[] = [];
  return {
    tell: (site, visitor) => {
      for (const forget of all) forget(site, visitor);
    },
    listen: (...listeners) => all.push(...listeners),
  };
}
