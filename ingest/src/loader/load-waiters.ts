interface Waiter {
  position: number;
  end(isLoaded: boolean): void;
}

/** Those who wait until the journal is loaded up to a position. */
export class LoadWaiters {
  readonly #loaded: () => number;
  readonly #waiters = new Set<Waiter>();

  constructor(loaded: () => number) {
    this.#loaded = loaded;
  }

  /** True once everything before the position is in ClickHouse; false after `timeoutMs`. */
  wait(position: number, timeoutMs: number): Promise<boolean> {
    if (this.#loaded() >= position) return Promise.resolve(true);
    return new Promise((resolve) => {
      const waiter: Waiter = {
        position,
        end: (isLoaded) => {
          clearTimeout(timer);
          this.#waiters.delete(waiter);
          resolve(isLoaded);
        },
      };
      const timer = setTimeout(() => waiter.end(false), timeoutMs);
      this.#waiters.add(waiter);
    });
  }

  /** More was loaded. */
  tell(): void {
    for (const waiter of this.#waiters) if (this.#loaded() >= waiter.position) waiter.end(true);
  }

  /** Nothing more will be loaded. */
  close(): void {
    for (const waiter of this.#waiters) waiter.end(false);
  }
}
