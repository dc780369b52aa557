import { useTexts } from '../i18n.js';
import { failureTexts } from '../texts/failure.js';
import { ApiError } from './client.js';

const known = [
  'unreachable',
  'wrong_credentials',
  'rate_limited',
  'forbidden',
  'not_signed_in',
  'not_found',
  'version_conflict',
  'definition_in_use',
  'invalid_request',
  'warehouse_unavailable',
] as const;

/** Says a failure in the page's language. */
export function useFailureText(): (error: unknown) => string {
  const t = useTexts(failureTexts);
  return (error) => {
    const code = error instanceof ApiError ? error.code : 'unexpected';
    const told = known.find((one) => one === code);
    return told === undefined ? t('other', { code }) : t(told);
  };
}
