import { randomBytes } from 'node:crypto';
import { uuidv7 } from '@sillage/protocol';
import { signVisitorToken, type TokenKeys, type VisitorToken } from '@sillage/protocol/visitor-token';
import fc from 'fast-check';

/** Genuine tokens that the bad ones are made of. */
export interface Genuine {
  site: string;
  otherSite: string;
  keys: TokenKeys;
  /** Of a visitor whom the server knows, and would tell of. */
  known: VisitorToken;
  /** What an attacker holds: genuine, their own. */
  own: string;
  erased: string;
  withdrawn: string;
}

export interface BadToken {
  kind: string;
  token: string;
  via: 'cookie' | 'header';
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const base64 = (length: number) =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength: length, maxLength: length });
/** All that a header may hold. */
const visible = fc.string({
  unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
  minLength: 1,
  maxLength: 200,
});

/** Tokens that are nobody's, or are not to be heeded; the same for the same seed, but for what the server has drawn. */
export function drawBadTokens(genuine: Genuine, count: number, seed: number): BadToken[] {
  const kinds = Object.entries(listKinds(genuine)).map(([kind, token]) =>
    fc.record({ kind: fc.constant(kind), token, via: fc.constantFrom('cookie' as const, 'header' as const) }),
  );
  return fc.sample(fc.oneof(...kinds), { numRuns: count, seed });
}

function listKinds({ site, otherSite, keys, known, own, erased, withdrawn }: Genuine) {
  const sign = (changes: Partial<VisitorToken>, by: TokenKeys = keys) => signVisitorToken({ ...known, ...changes }, by);
  const [version, body, signature] = sign({}).split('.') as [string, string, string];
  const [, ownBody, ownSignature] = own.split('.') as [string, string, string];
  const [, withdrawnBody] = withdrawn.split('.') as [string, string, string];
  const whole = `${version}.${body}.${signature}`;
  const seconds = Math.floor(Date.now() / 1000);
  return {
    'wrong signature': base64(32).map((drawn) => `${version}.${body}.${drawn}`),
    'one character changed': fc
      .tuple(fc.nat(whole.length - 1), fc.constantFrom(...alphabet))
      .map(([at, drawn]) => whole.slice(0, at) + (whole[at] === drawn ? '~' : drawn) + whole.slice(at + 1)),
    truncated: fc.integer({ min: 1, max: whole.length - 1 }).map((length) => whole.slice(0, length)),
    lengthened: base64(3).map((drawn) => whole + drawn),
    'another version': fc.constantFrom('', 'v0', 'v2', 'V1', 'none').map((other) => `${other}.${body}.${signature}`),
    'of another site': fc.constantFrom(sign({ site: otherSite }), sign({ site: '' }), sign({ site: `${site}\n` })),
    'by another key': fc.constant(undefined).map(() => sign({}, [randomBytes(32).toString('base64url')])),
    expired: fc.integer({ min: 1, max: seconds }).map((ago) => sign({ expiresAt: seconds - ago })),
    'of a visitor whom nobody knows': fc.uuid().map((visitor) => sign({ visitor, proofId: uuidv7() })),
    'visitor swapped': fc.constantFrom(
      `${version}.${body}.${ownSignature}`,
      // the known visitor's 16 bytes are 21 characters and some bits of the next
      `${version}.${body.slice(0, 22)}${ownBody.slice(22)}.${ownSignature}`,
      `${version}.${body.slice(0, 21)}${ownBody.slice(21)}.${ownSignature}`,
      `${version}.${body}.${withdrawnBody.slice(0, 32)}`,
    ),
    noise: visible,
    'noise in the form of a token': fc.tuple(base64(55), base64(32)).map(([one, two]) => `${version}.${one}.${two}`),
    'of an erased visitor': fc.constant(erased),
    withdrawn: fc.constant(withdrawn),
  };
}
