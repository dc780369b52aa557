/** Signs that people write between the digits of a number; also spaces that don't break. */
const gap = '[ .\\-/\\u00a0\\u202f]';

/**
 * Eight digits that stand close together: no phone, card or IBAN has fewer. Most texts end here.
 */
const manyDigits = /(?:\d\D{0,3}){8}/;

/** Text without IBANs, payment cards and phone numbers; see docs/privacy.md for what stays. No lookbehind, as in `cleanText`. */
export function cleanNumbers(text: string): string {
  if (!manyDigits.test(text)) return text;
  return removePhones(removeCards(removeIbans(text)));
}

const ibanStart = /[a-z]{2}\d{2}(?=[a-z\d\s\-.\u00a0\u202f])/gi;
const alphanumeric = /[a-z\d]/i;
const ibanGap = /[ \-.\u00a0\u202f]/;

function removeIbans(text: string): string {
  let cleaned = '';
  let from = 0;
  for (const { index } of text.matchAll(ibanStart)) {
    if (index < from || (index > 0 && alphanumeric.test(text.charAt(index - 1)))) continue;
    const end = findIbanEnd(text, index);
    if (end === 0) continue;
    cleaned += `${text.slice(from, index)}[iban]`;
    from = end;
  }
  return cleaned + text.slice(from);
}

/**
 * Where the longest IBAN ends that begins at `start`, 0 for none: 15 to 34 signs, in one piece or in groups of four, whose
 * remainder by 97 is 1 once country and check digits stand last (ISO 13616, ISO 7064 MOD 97-10).
 */
function findIbanEnd(text: string, start: number): number {
  const head = Number([...text.slice(start, start + 4)].map((sign) => Number.parseInt(sign, 36)).join(''));
  let remainder = 0;
  let digits = 0;
  let end = 0;
  for (let index = start + 4, length = 4; index < text.length && length < 34; index += 1) {
    const sign = text.charAt(index);
    if (ibanGap.test(sign) && length % 4 === 0 && !ibanGap.test(text.charAt(index - 1))) continue;
    if (!alphanumeric.test(sign)) break;
    const value = Number.parseInt(sign, 36);
    remainder = (remainder * (value < 10 ? 10 : 100) + value) % 97;
    length += 1;
    if (value < 10) digits += 1;
    const isWhole = length >= 15 && digits >= 8 && !alphanumeric.test(text.charAt(index + 1));
    if (isWhole && (remainder * 1e6 + head) % 97 === 1) end = index + 1;
  }
  return end;
}

/** In one piece, in fours with up to three more, or as 4-6-5 and 4-6-4. Two cards may share the sign between them. */
const cardShape = new RegExp(
  `(^|\\D)(?:(\\d{15,19})|(\\d{4}(${gap})\\d{4}\\4\\d{4}\\4\\d{4})(\\4\\d{1,3})?|(\\d{4}(${gap})\\d{6}\\7\\d{4,5}))(?!\\d)`,
  'g',
);

function removeCards(text: string): string {
  return text.replace(
    cardShape,
    (found, before: string, solid?: string, fours?: string, _gap?: string, more = '', other?: string) => {
      const whole = solid ?? other ?? `${fours}${more}`;
      if (isCard(whole)) return `${before}[card]`;
      return fours !== undefined && isCard(fours) ? `${before}[card]${more}` : found;
    },
  );
}

/**
 * By the first digits of the networks (ISO/IEC 7812): Visa, Mastercard and Maestro, American Express, Diners, JCB,
 * Discover, UnionPay. Fourteen digits in one piece never get here: they are the number of a trade unit (GTIN-14).
 */
const issuers = /^(?:4\d{15}(?:\d{3})?|(?:5\d|2[2-7]|35)\d{14}|6\d{15,18}|3[47]\d{13}|3(?:0[0-5]|[689]\d)\d{11})$/;

function isCard(written: string): boolean {
  const digits = written.replace(/\D/g, '');
  return issuers.test(digits) && hasLuhnDigit(digits);
}

/** ISO/IEC 7812-1, annex B. */
function hasLuhnDigit(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const digit = Number(digits.charAt(digits.length - 1 - place));
    const twice = digit * 2;
    sum += place % 2 === 0 ? digit : twice > 9 ? twice - 9 : twice;
  }
  return sum % 10 === 0;
}

const between = `(?:${gap}|[()]){0,3}`;
/** `+33 6 12 34 56 78`, `+33 (0)6…`, `0033 6…`: nine to fifteen digits with the country's (ITU-T E.164). */
const international = new RegExp(`(^|[^\\d+])(\\+|00)([1-9](?:${between}\\d){8,14})(?!\\d)`, 'g');

/** National forms, each with the same sign between all of its groups where it has groups. */
const national = [
  `0[1-9](?<a>${gap}?)\\d{2}(?:\\k<a>\\d{2}){3}`, // France, Belgium in one piece: 06 12 34 56 78
  `0\\d{3}[ /]\\d{2}(?<b>[ .])\\d{2}\\k<b>\\d{2}`, // Belgium: 0470/12.34.56
  `0\\d{2}[ /]\\d{3}(?<c>[ .])\\d{2}\\k<c>\\d{2}`, // Switzerland: 079 123 45 67
  `0\\d{4} ?\\d{6}`, // United Kingdom, Germany: 07911 123456
  `\\(\\d{3,5}\\) ?\\d{3,4}[ -]\\d{3,4}`, // (212) 555-0123
  `33[1-9]\\d{8}`, // France without its sign, as a form reads a + that was not escaped
].join('|');
const nationalPhone = new RegExp(`(^|\\D)(?:${national})(?!\\d)`, 'g');

function removePhones(text: string): string {
  return text
    .replace(international, (found, before: string, sign: string, number: string) =>
      sign === '00' && isTradeNumber(`00${number}`) ? found : `${before}[phone]`,
    )
    .replace(nationalPhone, '$1[phone]');
}

/**
 * A product's number that begins with 00 (GTIN-12 written with 13 digits, GTIN-14), and no French phone with that prefix.
 * The check digit is of the GS1 General Specifications, 7.9.
 */
function isTradeNumber(number: string): boolean {
  if (!/^(?:\d{13}|\d{14})$/.test(number) || /^0033[1-9]\d{8}$/.test(number)) return false;
  let sum = 0;
  for (let place = 0; place < number.length; place += 1) {
    sum += Number(number.charAt(number.length - 1 - place)) * (place % 2 === 0 ? 1 : 3);
  }
  return sum % 10 === 0;
}
