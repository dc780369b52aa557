import type { Site } from '@sillage/protocol';
import type { batchSchema } from '@sillage/protocol/schema';
import type { Context } from 'hono';
import type { z } from 'zod';
import type { ClientAddress } from './request/client-address.js';

/** A batch whose events are still unread. */
export type Envelope = z.output<typeof batchSchema>;

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
