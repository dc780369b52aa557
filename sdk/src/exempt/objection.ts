/**
 * The visitor's objection to being counted: the one thing that this part keeps, and only of who objects. Unreadable storage
 * may hold one, so that it counts as one.
 */
export interface Objection {
  isMade(): boolean;
  /** In memory where it can't be stored: then it holds for this page. */
  set(isMade: boolean): void;
}

export function openObjection(site: string): Objection {
  const key = `sillage:${site}:objection`;
  let made: boolean | undefined;
  return {
    isMade() {
      if (made !== undefined) return made;
      try {
        return localStorage.getItem(key) !== null;
      } catch {
        return true; // forbidden
      }
    },
    set(isMade) {
      made = isMade;
      try {
        if (isMade) localStorage.setItem(key, '1');
        else localStorage.removeItem(key);
        made = undefined; // another tab may change it
      } catch {
        // forbidden or full
      }
    },
  };
}
