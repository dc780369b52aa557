import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanPath, cleanText } from './clean.js';

const phones = [
  '06 12 34 56 78',
  '0612345678',
  '06.12.34.56.78',
  '06-12-34-56-78',
  '06/12/34/56/78',
  '06\u00a012\u00a034\u00a056\u00a078',
  '+33 6 12 34 56 78',
  '+33612345678',
  '+33 (0)6 12 34 56 78',
  '0033 6 12 34 56 78',
  '0033612345678',
  '33612345678',
  '+44 20 7946 0958',
  '+1 (212) 555-0123',
  '(212) 555-0123',
  '0470 12 34 56',
  '0470/12.34.56',
  '079 123 45 67',
  '07911 123456',
];
const cards = [
  '4111111111111111',
  '4111 1111 1111 1111',
  '4111-1111-1111-1111',
  '5555555555554444',
  '2223 0031 2200 3222',
  '378282246310005',
  '3782 822463 10005',
  '3056 930902 5904',
  '3530111333300000',
  '6011 1111 1111 1117',
  '6205 5000 0000 0000 004',
];
const ibans = [
  'FR7630006000011234567890189',
  'FR76 3000 6000 0112 3456 7890 189',
  'fr76 3000 6000 0112 3456 7890 189',
  'DE89 3704 0044 0532 0130 00',
  'GB29 NWBK 6016 1331 9268 19',
  'BE68-5390-0754-7034',
  'MT84MALT011000012345MTLCAST001S',
  'NO9386011117947',
];

describe('cleanText', () => {
  it.each(phones)('takes the phone %s for one', (phone) => {
    expect(cleanText(`Appelez le ${phone}, merci`)).toBe('Appelez le [phone], merci');
  });

  it.each(cards)('takes the card %s for one', (card) => {
    expect(cleanText(`carte ${card} exp 12/28`)).toBe('carte [card] exp 12/28');
  });

  it.each(ibans)('takes the IBAN %s for one', (iban) => {
    expect(cleanText(`virement ${iban} merci`)).toBe('virement [iban] merci');
  });

  it.each([
    ['order numbers', 'Commande 2026-000123, CMD-102345, A-1001, #100045678, 4000123456, FR-2026-0004512'],
    ['an order number of 16 digits without a check digit', 'commande 4111111111111112'],
    ['EAN-13', 'EAN 3017620422003 et 4006381333931'],
    ['EAN-8 and UPC', '96385074 036000291452'],
    ['a UPC written with 13 digits, a GTIN-14', '0012345678905 00012345678905 30012345678907'],
    ['sizes', 'Tailles 36 38 40 42 44 46 48 50 52 54, 40-42, 110 116 122 128, W32 L34'],
    ['dates', '01/02/2026 10:15, 2026-11-22T21:25:31, 22.11.2026, 20261122, du 01-02-2026 au 05-06-2026'],
    ['times in milliseconds', '1795382731000'],
    ['prices', '12 900,00 € au lieu de 1.234.567,89'],
    ['dimensions', '120 x 60 x 75 cm, 1920x1080, 10 000 mAh'],
    ['coordinates', '48.856613, 2.352222'],
    ['references', 'Réf. AB12 3456 chaussures de randonnée, WH-1000XM5, iPhone 15 Pro 256'],
    ['a postal code and a year', '75011 Paris, depuis 1998'],
    ['versions', '10.15.7 et 142.0.7444.59'],
  ])('keeps %s', (_, text) => {
    expect(cleanText(text)).toBe(text);
  });

  it('finds a number beside another one', () => {
    expect(cleanText('4111111111111111 5555555555554444')).toBe('[card] [card]');
    expect(cleanText('0612345678 0712345678')).toBe('[phone] [phone]');
    expect(cleanText('FR7630006000011234567890189 GB29NWBK60161331926819')).toBe('[iban] [iban]');
  });

  it.each(['0 ', '06 ', 'fr76 ', 'fr76', '4111 ', '+3', '(0'])(
    'takes no longer than hostile text is long: %s',
    (part) => {
      const startedAt = performance.now();
      cleanText(part.repeat(100_000));
      expect(performance.now() - startedAt).toBeLessThan(2_000);
    },
  );

  it('leaves no phone, card, IBAN or e-mail address in any text around it', () => {
    const around = fc.stringMatching(/^[a-zé ,.;!]{0,20}$/);
    const personal = fc.constantFrom(...phones, ...cards, ...ibans, 'jean.dupont@exemple.fr');
    fc.assert(
      fc.property(around, personal, around, (before, number, after) => {
        const cleaned = cleanText(`${before} ${number} ${after}`);
        expect(cleaned).not.toContain(number);
        expect(cleaned).toMatch(/\[(phone|card|iban|email)\]/);
      }),
    );
  });
});

describe('cleanPath', () => {
  it.each([
    ['/compte/06%2012%2034%2056%2078', '/compte/[phone]'],
    ['/compte/%2B33612345678/avis', '/compte/[phone]/avis'],
    ['/recherche/jean%20dupont%40exemple.fr', '/recherche/jean%20[email]'],
    ['/carte/4111%201111%201111%201111', '/carte/[card]'],
    ['/caf%C3%A9/%E9t%E9', '/caf%C3%A9/%E9t%E9'],
    ['/p/3017620422003-nutella', '/p/3017620422003-nutella'],
    ['/?page=%2B33612345678', '/?page=%5Bphone%5D'],
    ['/?page=+33612345678', '/?page=%20%5Bphone%5D'],
  ])('turns %s into %s', (url, expected) => {
    expect(cleanPath(url, ['page'])).toBe(expected);
    expect(cleanPath(expected, ['page'])).toBe(expected);
  });
});
