import { z } from 'zod';
import type { ServerConfig } from '../config.js';
import { type Sections, toMarkdown } from '../privacy/document.js';
import { type ConfiguredSite, type SiteFacts, toSiteFacts } from '../privacy/site-facts.js';
import { noticeInEnglish, registerInEnglish } from '../privacy/words-en.js';
import { noticeInFrench, registerInFrench } from '../privacy/words-fr.js';
import { readAnnouncement } from '../server-file.js';
import { CommandError, type Io } from './io.js';
import { findConfiguredSite } from './reach-server.js';

export interface PrivacyFlags {
  site?: string;
  language: string;
}

export type PrivacyDocument = 'notice' | 'register';

const languages = ['fr', 'en'] as const;
const writers: Record<PrivacyDocument, Record<(typeof languages)[number], (facts: SiteFacts) => Sections>> = {
  notice: { fr: noticeInFrench, en: noticeInEnglish },
  register: { fr: registerInFrench, en: registerInEnglish },
};

interface Surroundings {
  config: ServerConfig;
  fetch: typeof globalThis.fetch;
  io: Io;
}

/** Prints a notice for visitors or an entry of the register (GDPR, article 30) as Markdown, made of the site's configuration. */
export async function printPrivacy(document: PrivacyDocument, flags: PrivacyFlags, given: Surroundings): Promise<void> {
  const language = languages.find((one) => one === flags.language);
  if (!language) throw new CommandError(`--language: one of ${languages.join(', ')}`);
  const site = findConfiguredSite(given.config, flags.site);
  const holdouts = await readHoldouts(site, given);
  if (!holdouts) given.io.err('No server runs on this data directory: the shares of its offers are not told.');
  const facts = toSiteFacts(given.config, site, holdouts);
  given.io.out(toMarkdown(writers[document][language](facts)).trimEnd());
}

const offersSchema = z.object({ offers: z.array(z.object({ holdout: z.number() })) });

/** Offers are data of the running server, and no part of its configuration. */
async function readHoldouts(site: ConfiguredSite, { config, fetch }: Surroundings): Promise<number[] | undefined> {
  const announced = readAnnouncement(config.dataDir);
  if (!announced) return undefined;
  try {
    const reply = await fetch(`${announced.url}/v1/offers`, {
      headers: { Authorization: `Bearer ${announced.operatorKey}`, 'Sillage-Site': site.id },
      signal: AbortSignal.timeout(3_000),
    });
    const { offers } = offersSchema.parse(await reply.json());
    return [...new Set(offers.map(({ holdout }) => holdout))].sort((a, b) => a - b);
  } catch {
    return undefined; // left behind by a server that was killed, or ClickHouse is away
  }
}
