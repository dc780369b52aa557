/** A chain of page loads in one tab, and how many events it has told. */
export interface Tab {
  /** 8 random characters. */
  id: string;
  sequence: number;
  /** Goes on where the page before ended. */
  resume(): void;
  save(): void;
  forget(): void;
}

const key = 'sillage:tab';

/**
 * Kept in sessionStorage between pages only, not during one: a duplicated tab copies it, and two tabs would share a
 * sequence (https://html.spec.whatwg.org/multipage/webstorage.html#the-sessionstorage-getter).
 */
export function openTab(random: () => number, open: () => Storage = () => sessionStorage): Tab {
  const tab: Tab = {
    id: '',
    sequence: 0,
    resume() {
      const [id, sequence] = (attempt((storage) => storage.getItem(key)) ?? '').split(' ');
      tab.id = id || random().toString(36).slice(2, 10).padEnd(8, '0');
      tab.sequence = Number(sequence) || 0;
      clear();
    },
    save: () => void attempt((storage) => storage.setItem(key, `${tab.id} ${tab.sequence}`)),
    forget: () => void clear(),
  };
  const attempt = <T>(use: (storage: Storage) => T): T | undefined => {
    try {
      return use(open());
    } catch {
      return undefined; // forbidden: the chain is this page alone
    }
  };
  const clear = () => attempt((storage) => storage.removeItem(key));
  return tab;
}
