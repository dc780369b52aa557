import {
  type KeyRequest,
  keyScopes,
  type NewUser,
  type PasswordChange,
  passwordCharacters,
  roles,
  type SignIn,
  type UserChange,
} from '@sillage/protocol';
import { z } from 'zod';

const { least, most } = passwordCharacters;

/** One address has one form; it is compared and kept in this one. */
const toEmail = (typed: string) => typed.normalize('NFC').trim().toLowerCase();
const email = z.string().max(254).transform(toEmail).pipe(z.email('not an e-mail address'));
// neither line ends, which headers and logs break at, nor signs that turn the direction of writing
const name = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u, 'has control characters');
const typedPassword = z.string().max(most);
const newPassword = typedPassword.min(least, `shorter than ${least} characters`);
const site = z.string().min(1).max(64);
const sites = z.array(site).max(1_000);

/** What is no address of anybody is no fault either: the answer is the same as to a wrong password. */
export const signInSchema = z.object({
  email: z.string().max(254).transform(toEmail),
  password: typedPassword,
}) satisfies z.ZodType<SignIn>;

export const passwordChangeSchema = z.strictObject({
  current: typedPassword,
  next: newPassword,
}) satisfies z.ZodType<PasswordChange>;

const user = { name, role: z.enum(roles), sites, password: newPassword };
export const newUserSchema = z.strictObject({ ...user, email }) satisfies z.ZodType<NewUser>;
export const userChangeSchema = z.strictObject({
  name: name.exactOptional(),
  role: user.role.exactOptional(),
  sites: sites.exactOptional(),
  password: newPassword.exactOptional(),
}) satisfies z.ZodType<UserChange>;

export const keyRequestSchema = z.strictObject({
  name,
  site,
  scopes: z.array(z.enum(keyScopes)).min(1).max(keyScopes.length),
}) satisfies z.ZodType<KeyRequest>;

export const looksQuerySchema = z.strictObject({
  before: z.coerce.number<string>().int().min(1).exactOptional(),
  limit: z.coerce.number<string>().int().min(1).max(1_000).default(100),
});
