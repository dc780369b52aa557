import { type Click, type EvaluationOptions, LiveVisitors, type Recommender } from '@sillage/personalise';
import { type Site, uuidv7 } from '@sillage/protocol';
import { signVisitorToken, type TokenKeys } from '@sillage/protocol/visitor-token';
import { createHmacSecret, createSecretKey, hashKey } from '../keys.js';
import { toAccepted } from '../to-accepted.js';
import { askForSlot } from './ask-for-slot.js';
import { listenOnLoopback } from './listen-on-loopback.js';
import { openReplayDefinitions, replaySites, replaySlot } from './replay-definitions.js';
import { createReplayEndpoint } from './replay-endpoint.js';
import { toRecordedClick } from './to-recorded-click.js';

export interface ReplayShop extends Pick<EvaluationOptions, 'arrive'> {
  close(): Promise<void>;
}

const yearSeconds = 365 * 86_400;

/**
 * The endpoint over a socket, and visitors who ask it as a storefront's server does. Their clicks are taken in as a node
 * takes accepted events in, by those who know visitors, and not by the recommender: its index is frozen. A list has
 * `count` products.
 */
export async function openReplayShop(recommender: Recommender, count: number): Promise<ReplayShop> {
  const time = { now: 0 };
  const clock = () => time.now;
  const noPast = { personFacts: async () => ({ facts: [], refunds: [] }), eventFacts: async () => new Map() };
  const live = new LiveVisitors({ warehouse: noPast, loadedUpTo: clock, clock });
  const [tokenKeys, secretKey]: [TokenKeys, string] = [[createHmacSecret()], createSecretKey()];
  const sites = Object.values(replaySites).map((site) => ({ ...site, secretKeyHashes: [hashKey(secretKey)] }));
  const definitions = await openReplayDefinitions(count);
  const app = createReplayEndpoint({ sites, recommender, live, definitions, tokenKeys, clock });
  const { url, close } = await listenOnLoopback(app);
  return {
    arrive: ({ at }) => {
      const ids = { visitor: uuidv7(at), sessionId: uuidv7(at) };
      const accept = (click: Click) => {
        time.now = click.at;
        for (const { id } of sites) live.accept(toAccepted([toRecordedClick(click, { site: id, ...ids })]));
      };
      const tokens = new Map(sites.map((site) => [site.id, toToken(site, { visitor: ids.visitor, at, tokenKeys })]));
      return {
        click: accept,
        propose: ({ leaveOutSeen }) => {
          const { id: site } = leaveOutSeen ? replaySites.onlyNew : replaySites.every;
          const visitorToken = tokens.get(site) as string;
          return askForSlot(url, secretKey, { site, visitorToken, slots: [replaySlot] });
        },
      };
    },
    close: async () => {
      definitions.close();
      await close();
    },
  };
}

function toToken({ id: site }: Site, of: { visitor: string; at: number; tokenKeys: TokenKeys }): string {
  const expiresAt = Math.floor(of.at / 1000) + yearSeconds;
  const consent = { proofId: of.visitor, purposes: ['personalisation' as const], consentExpiresAt: expiresAt };
  return signVisitorToken({ site, visitor: of.visitor, ...consent, expiresAt }, of.tokenKeys);
}
