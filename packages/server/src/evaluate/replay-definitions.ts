import { type DefinitionsCopy, openDefinitions } from '@sillage/personalise';
import { type DefinitionKind, type Site, siteRulesId } from '@sillage/protocol';
import type { StoredDefinition } from '@sillage/warehouse';
import { pino } from 'pino';

export const replaySlot = 'next';

/** Who wants to see only what is new to a visit says so in the rules of the site: so there are two sites. */
export const replaySites = { every: toSite('replay'), onlyNew: toSite('replay-new') };

function toSite(id: string): Site {
  return {
    id,
    name: id,
    origins: [],
    timeZone: 'UTC',
    currency: 'EUR',
    policyVersion: '1',
    visitorCookie: { mode: 'host', name: 'sillage' },
    queryAllowList: [],
    retentionDays: 0,
    ordersFrom: 'any',
    secretKeyHashes: [],
    identifySecrets: [],
    internalAddresses: [],
  };
}

/** A slot of so many products on both sites. */
export async function openReplayDefinitions(count: number): Promise<DefinitionsCopy> {
  const empty = { fr: {}, en: {} };
  const slot = {
    name: 'Next products',
    template: 'product_list',
    content: empty,
    products: { strategy: 'next', count },
  };
  const stored = Object.values(replaySites).map(({ id }) => toStored(id, 'slot', { id: replaySlot, ...slot }));
  stored.push(toStored(replaySites.onlyNew.id, 'rules', { id: siteRulesId, leaveOutSeen: true }));
  const warehouse = { readDefinitions: async () => stored, markDefinitions: async () => 1 };
  const definitions = openDefinitions({ warehouse, everyMs: 0, wait: untilAborted, logger: pino({ level: 'silent' }) });
  await definitions.refresh();
  return definitions;
}

function toStored(
  site: string,
  kind: DefinitionKind,
  body: { id: string } & Record<string, unknown>,
): StoredDefinition {
  return { site, kind, id: body.id, version: 1, body: JSON.stringify(body), changedAt: 0 };
}

function untilAborted(_: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
