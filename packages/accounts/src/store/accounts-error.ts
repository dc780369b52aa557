/** `accounts_damaged`: not a file of accounts, or one that can't be read. `accounts_newer`: a later version wrote it. */
export type AccountsErrorCode = 'accounts_damaged' | 'accounts_newer';

/** The file of accounts can't be used; the message says what to do. */
export class AccountsError extends Error {
  constructor(
    readonly code: AccountsErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'AccountsError';
  }
}
