import { hash, verify } from '@node-rs/argon2';
import { ProblemError } from '@sillage/protocol';
import { createSecret } from './secrets.js';

/** OWASP's least for argon2id, which is the library's own choice: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Checks that may wait for the one that runs: a second of them. */
const mostWaiting = 32;

export interface Passwords {
  /** PHC string of argon2id. */
  hash(password: string): Promise<string>;
  /** Takes the same time without a hash, where it is `false`. Throws `rate_limited` where too many wait. */
  isRight(password: string, passwordHash: string | undefined): Promise<boolean>;
}

/**
 * One at a time: each takes a thread of the pool that also writes the journal. Composed and decomposed letters are
 * one password (NIST SP 800-63B, 5.1.1.2).
 */
export function createPasswords(): Passwords {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    if (waiting >= mostWaiting) return Promise.reject(new ProblemError('rate_limited', undefined, 1));
    waiting += 1;
    const done = last.then(work).finally(() => {
      waiting -= 1;
    });
    last = done.catch(() => undefined); // told to who asked for it
    return done;
  };
  const decoy = inTurn(() => hash(createSecret('session'), cost));
  return {
    hash: (password) => inTurn(() => hash(password.normalize('NFKC'), cost)),
    isRight: async (password, passwordHash) => {
      const known = passwordHash ?? (await decoy);
      const isSame = await inTurn(() => verify(known, password.normalize('NFKC')));
      return isSame && passwordHash !== undefined;
    },
  };
}
