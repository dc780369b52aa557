/** What one check of the doctor found. */
export interface Finding {
  check: string;
  /** `warning`: it works, but less well than it could. */
  verdict: 'ok' | 'warning' | 'failed';
  /** What was seen. */
  seen: string;
  /** What to do about it; for everything but `ok`. */
  remedy?: string;
}

export const ok = (check: string, seen: string): Finding => ({ check, verdict: 'ok', seen });
export const warning = (check: string, seen: string, remedy: string): Finding => ({
  check,
  verdict: 'warning',
  seen,
  remedy,
});
export const failed = (check: string, seen: string, remedy: string): Finding => ({
  check,
  verdict: 'failed',
  seen,
  remedy,
});
