import { Readable } from 'node:stream';
import { ProblemError, type Site, type SubjectRequest } from '@sillage/protocol';
import { subjectRequestSchema } from '@sillage/protocol/me-schema';
import { verifyVisitorReference } from '@sillage/protocol/visitor-reference';
import type { SubjectQuery } from '@sillage/warehouse';
import type { Context } from 'hono';
import { siteOf } from '../me-route.js';
import type { PersonaliseOptions } from '../personalise-options.js';
import { readJson } from '../read-json.js';
import { findKnownVisitor, heldToken, toLiveSubject } from '../visitor.js';
import { noProfile, tellProfile } from './tell-profile.js';
import { createTeller, toLanguage } from './teller.js';
import { toExportDocument } from './to-export-document.js';

/**
 * `GET /v1/me/export?site=…&locale=…`: every row that is held of the visitor who asks, as one JSON file (GDPR articles 15 and 20).
 * `no_visitor` where nobody is known: there is nothing to hand out.
 */
export async function answerMyExport(context: Context, options: PersonaliseOptions): Promise<Response> {
  options.limitClient(context);
  const site = siteOf(context, options);
  const known = findKnownVisitor(heldToken(context, site), site, options);
  if (!known) throw new ProblemError('no_visitor');
  const language = toLanguage(context.req.query('locale'));
  await options.whenLoaded();
  const derived = known.granted.includes('personalisation')
    ? await tellProfile(
        {
          subject: toLiveSubject(known, site, options),
          site,
          teller: createTeller({ site, language }, options),
        },
        options,
      )
    : noProfile;
  return answerExport(context, { query: { site: site.id, visitors: [known.visitor] }, derived, options });
}

/**
 * `POST /v1/subjects/export`, by secret key: the same of a customer, of all visitors that are theirs, and of others' what
 * names the customer. By the reference that a visitor gave, of that visitor alone; `no_visitor` where it does not hold.
 */
export async function answerSubjectExport(context: Context, options: PersonaliseOptions): Promise<Response> {
  const { site, customerId, reference = '' } = await readSubjectRequest(context, options);
  await options.whenLoaded();
  if (customerId === undefined) {
    const referred = verifyVisitorReference(reference, site.id, options.tokenKeys, options.clock());
    if (!referred) throw new ProblemError('no_visitor');
    return answerExport(context, { query: { site: site.id, visitors: [referred.visitor] }, options });
  }
  const { own } = await options.warehouse.subjectVisitors(site.id, customerId);
  const visitors = [...new Set([...own, options.customerVisitor(site.id, customerId)])];
  return answerExport(context, { query: { site: site.id, visitors, customerId }, options });
}

interface Exported {
  query: SubjectQuery;
  derived?: object;
  options: PersonaliseOptions;
}

/**
 * Streamed as it is read. What ClickHouse can't answer from the start is a problem; what breaks later breaks the connection, so
 * that nobody takes a part for the whole.
 */
async function answerExport(context: Context, { query, derived, options }: Exported): Promise<Response> {
  const { clock, logger, warehouse } = options;
  const { visitors, customerId, site } = query;
  const exportedAt = clock();
  const rows = warehouse.subjectRows(query)[Symbol.asyncIterator]();
  const first = await rows.next();
  const all = (async function* () {
    if (first.done) return;
    yield first.value;
    yield* { [Symbol.asyncIterator]: () => rows };
  })();
  const head = { format: 'sillage-export', version: 1, site, exportedAt, visitors } as const;
  const told = { ...(customerId !== undefined && { customerId }), ...(derived && { derived }) };
  const body = Readable.from(toExportDocument(all, { ...head, ...told }), { objectMode: false });
  body.once('error', (error) => logger.warn({ err: error, site }, 'an export was cut off'));
  const day = new Date(exportedAt).toISOString().slice(0, 10);
  return context.body(Readable.toWeb(body) as ReadableStream<Uint8Array>, 200, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Disposition': `attachment; filename="${site}-${day}.json"`,
    'X-Content-Type-Options': 'nosniff',
  });
}

async function readSubjectRequest(
  context: Context,
  options: PersonaliseOptions,
): Promise<Omit<SubjectRequest, 'site'> & { site: Site }> {
  const parsed = subjectRequestSchema.safeParse(await readJson(context));
  if (!parsed.success) throw new ProblemError('invalid_request', parsed.error.issues[0]?.path.join('.') || 'no object');
  const site = options.findSite(parsed.data.site);
  // An unknown site and a wrong key get one answer, so that site ids can't be tried out.
  if (!site || !options.isAuthentic(site, context.req.header('Authorization'))) throw new ProblemError('invalid_key');
  return { ...parsed.data, site };
}
