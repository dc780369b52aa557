import { type CatalogueList, ProblemError, type Site, toProblem } from '@sillage/protocol';
import type { ProductStore } from '@sillage/warehouse';
import { type Context, Hono } from 'hono';
import { answerProblem, forbidCaching } from '../answer.js';
import { findKeyedSite } from '../find-keyed-site.js';
import type { PersonaliseOptions } from '../personalise-options.js';
import type { CatalogueCopy } from './catalogue-copy.js';
import { FeedError } from './feed-entry.js';
import { readFeed } from './read-feed.js';
import { Upload } from './upload.js';

export interface CatalogueRoutesOptions
  extends Pick<PersonaliseOptions, 'findSite' | 'isAuthentic' | 'clock' | 'logger'> {
  warehouse: ProductStore;
  catalogues: CatalogueCopy;
}

/**
 * `PUT /v1/catalogue` (JSON lines, or a Google Merchant feed), `GET /v1/catalogue`, `GET /v1/catalogue/unmatched` and
 * `DELETE /v1/catalogue/<id>`, by secret key; the site by `Sillage-Site` or `?site=`.
 */
export function createCatalogueRoutes(options: CatalogueRoutesOptions): Hono {
  const app = new Hono();
  const nextRevision = createRevisions(options.clock);
  app.onError((error, context) => answerProblem(error, context, options.logger));
  app.use('/v1/catalogue/*', forbidCaching);
  app.put('/v1/catalogue', (context) => answerPut(context, options, nextRevision));
  app.get('/v1/catalogue', (context) => answerList(context, options));
  app.get('/v1/catalogue/unmatched', async (context) => {
    const site = findKeyedSite(context, options);
    if (!options.catalogues.isLoaded()) throw new ProblemError('warehouse_unavailable', undefined, 5);
    return context.json(await options.catalogues.unmatched(site.id));
  });
  app.delete('/v1/catalogue/:id', (context) => answerDelete(context, options, nextRevision));
  return app;
}

/** Microseconds since 1970, each once: of two nodes that tell one product, whoever began last counts. */
function createRevisions(clock: () => number): () => number {
  let last = 0;
  return () => {
    last = Math.max(last + 1, clock() * 1000);
    return last;
  };
}

async function answerPut(context: Context, options: CatalogueRoutesOptions, nextRevision: () => number) {
  const site = findKeyedSite(context, options);
  const upload = new Upload({ site: site.id, warehouse: options.warehouse, nextRevision, clock: options.clock });
  const failure = await readAll(context, { site, upload, options });
  const { reply } = upload;
  await upload.note();
  await readOwnChange(options);
  const isAllRefused = reply.refused > 0 && reply.accepted + reply.removed === 0;
  if (!failure && !isAllRefused) return context.json(reply);
  const body = { ...toProblem('unreadable_feed', failure?.message ?? 'nothing of it could be taken'), ...reply };
  return context.body(JSON.stringify(body), 422, { 'Content-Type': 'application/problem+json' });
}

interface Reading {
  site: Site;
  upload: Upload;
  options: CatalogueRoutesOptions;
}

/** Answers what the feed could not be read on for. */
async function readAll(context: Context, { site, upload, options }: Reading): Promise<FeedError | undefined> {
  const feed = {
    body: context.req.raw.body,
    contentType: context.req.header('Content-Type'),
    contentEncoding: context.req.header('Content-Encoding')?.toLowerCase(),
  };
  try {
    const entries = readFeed(feed, { now: options.clock(), currency: site.currency });
    for await (const entry of entries) await upload.take(entry);
    await upload.flush();
    if (context.req.query('replace') === 'true') await upload.replace();
    return undefined;
  } catch (error) {
    if (!(error instanceof FeedError)) {
      // what is in is in: copies should have it, if ClickHouse still takes the note
      await upload.note().catch(() => undefined);
      throw error;
    }
    await upload.flush();
    return error;
  }
}

const pageProducts = 200;

async function answerList(context: Context, options: CatalogueRoutesOptions): Promise<Response> {
  const site = findKeyedSite(context, options);
  const cursor = context.req.query('cursor');
  const after = cursor === undefined ? {} : { after: readCursor(cursor) };
  const search = readSearch(context.req.query('search'));
  const asked = { site: site.id, limit: pageProducts + 1, ...after, ...search };
  const products = await options.warehouse.listProducts(asked);
  const page = products.slice(0, pageProducts);
  const last = products.length > pageProducts ? page.at(-1) : undefined;
  const list: CatalogueList = { products: page, ...(last && { cursor: toCursor(last.id) }) };
  return context.json(list);
}

function readSearch(search: string | undefined): { search?: string } {
  if (search === undefined || search.trim() === '') return {};
  if (search.length <= 200) return { search: search.trim() };
  throw new ProblemError('invalid_request', 'search: 200 characters at most');
}

const toCursor = (id: string) => Buffer.from(id).toString('base64url');

/** Throws `invalid_request` for what no page gave. */
function readCursor(cursor: string): string {
  const id = Buffer.from(cursor, 'base64url').toString();
  if (id !== '' && toCursor(id) === cursor) return id;
  throw new ProblemError('invalid_request', 'cursor: not one that was given');
}

async function answerDelete(context: Context, options: CatalogueRoutesOptions, nextRevision: () => number) {
  const site = findKeyedSite(context, options);
  const id = context.req.param('id') ?? '';
  const { warehouse } = options;
  const [standing] = await warehouse.listProducts({ site: site.id, id, limit: 1 });
  if (!standing) throw new ProblemError('not_found');
  const begunAt = options.clock();
  const removal = { revision: nextRevision(), product: { id, name: '' }, isRemoved: true };
  await warehouse.putProducts(site.id, [removal], begunAt);
  const tookMs = options.clock() - begunAt;
  await warehouse.noteCatalogueChange({
    site: site.id,
    tookMs,
    accepted: 0,
    refused: 0,
    removed: 1,
    isReplaced: false,
  });
  await readOwnChange(options);
  return context.body(null, 204);
}

/** Done is done: if ClickHouse goes away in this moment, the copy has the change when it is back. */
async function readOwnChange({ catalogues, logger }: CatalogueRoutesOptions): Promise<void> {
  await catalogues.refresh().catch((error: unknown) => logger.warn({ err: error }, 'a change is not yet in the copy'));
}
