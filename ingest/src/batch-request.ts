import type { Site } from '@sillage/protocol';
import type { Context } from 'hono';
import type { Envelope } from './reading/read-envelope.js';
import type { ClientAddress } from './request/client-address.js';

/** Who writes: a page of the site, or a server that knows one of its secret keys. */
export type Access = 'browser' | 'server';

/** A batch of a known site and sender. */
export interface BatchRequest {
  context: Context;
  client: ClientAddress;
  batch: Envelope;
  site: Site;
  access: Access;
  receivedAt: number;
}
