import { expect, it } from 'vitest';
import { closeAccounts } from './mount-accounts.js';

it('logs that the file of accounts can’t be closed, and lets the node stop', () => {
  const logged: unknown[] = [];
  const failure = new Error('disk I/O error');
  const accounts = {
    close: () => {
      throw failure;
    },
  };
  closeAccounts(accounts, { error: (what: object) => logged.push(what) });
  expect(logged).toEqual([{ err: failure }]);
});
