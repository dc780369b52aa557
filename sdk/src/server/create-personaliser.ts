import type { PersonaliseReply, PersonaliseRequest } from '@sillage/protocol';

export interface PersonaliserOptions {
  /** Address of the collector as the storefront's server reaches it, before `/v1/personalise`: `http://127.0.0.1:8080`. */
  endpoint: string;
  /** The site's public id. */
  site: string;
  /** The site's secret key. It must not reach a browser. */
  key: string;
  /** Milliseconds that an answer may take in all; after that the page is made with the defaults. Default 150. */
  timeoutMs?: number;
  /** Hears why the defaults were given: an error of the network, `TimeoutError`, or the problem that the server told. */
  onFailure?: (reason: unknown) => void;
  /** Default: the platform's. */
  fetcher?: typeof fetch;
}

/** Slots and context, and one of `visitorToken` (the value of the visitor's cookie) and `customerId`, or nobody. */
export type ServerQuestion = {
  [Key in Exclude<keyof PersonaliseRequest, 'site'>]?: PersonaliseRequest[Key] | undefined;
};

/** Always answers, and never later than the time limit. */
export type Personaliser = (question: ServerQuestion) => Promise<PersonaliseReply>;

/** An answer about nobody, which decides nothing: each slot has the page's own content. */
export const createDefaultReply = (): PersonaliseReply => ({
  recognised: false,
  visits: 0,
  lastVisits: [],
  interests: [],
  segments: [],
  decisions: {},
});

/** Asks for a storefront's server, by secret key, what to show to the visitor for whom it makes a page. */
export function createPersonaliser(options: PersonaliserOptions): Personaliser {
  const { endpoint, site, key, timeoutMs = 150, onFailure, fetcher = fetch } = options;
  return async ({ visitorToken, ...question }) => {
    // an empty cookie is nobody's
    const subject = visitorToken ? { visitorToken } : {};
    try {
      const response = await fetcher(`${endpoint}/v1/personalise`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ site, ...subject, ...question }),
        // the key is for this address alone
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
      const reply = await response.json();
      if (response.ok && reply.decisions) return reply;
      onFailure?.(reply);
    } catch (error) {
      onFailure?.(error);
    }
    return createDefaultReply();
  };
}
