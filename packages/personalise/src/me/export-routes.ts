import { Readable } from 'node:stream';
import { ProblemError } from '@sillage/protocol';
import { subjectRequestSchema } from '@sillage/protocol/me-schema';
import { verifyVisitorReference } from '@sillage/protocol/visitor-reference';
import type { SubjectQuery } from '@sillage/warehouse';
import type { Context } from 'hono';
import { checkKey } from '../find-keyed-site.js';
import { siteOf } from '../me-route.js';
import type { PersonaliseOptions } from '../personalise-options.js';
import { readRequest } from '../read-json.js';
import { findKnownVisitor, heldToken, toLiveSubject } from '../visitor.js';
import { noProfile, tellProfile } from './tell-profile.js';
import { createTeller, toLanguage } from './teller.js';
import { type ExportHead, toExportDocument } from './to-export-document.js';

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
 * `POST /v1/subjects/export`, by secret key: the same of a customer's person, by whichever of its ids it is asked for: of all visitors
 * that are theirs, and of others' what names one of the ids. By the reference that a visitor gave, of that visitor alone;
 * `no_visitor` where it does not hold, `rate_limited` for who tries too many.
 */
export async function answerSubjectExport(context: Context, options: PersonaliseOptions): Promise<Response> {
  options.limitClient(context);
  const request = await readRequest(context, subjectRequestSchema);
  const { customerId, reference = '' } = request;
  const site = checkKey(request.site, context, options);
  await options.whenLoaded();
  if (customerId === undefined) {
    const referred = verifyVisitorReference(reference, site.id, options.tokenKeys, options.clock());
    if (!referred) throw new ProblemError('no_visitor');
    return answerExport(context, { query: { site: site.id, visitors: [referred.visitor], customerIds: [] }, options });
  }
  const { customerIds, own } = await options.warehouse.subjectVisitors(site.id, customerId);
  const visitors = [...new Set([...own, ...customerIds.map((id) => options.customerVisitor(site.id, id))])];
  const mergedIds = customerIds.filter((id) => id !== customerId);
  const named = { customerId, ...(mergedIds.length > 0 && { mergedIds }) };
  return answerExport(context, { query: { site: site.id, visitors, customerIds }, named, options });
}

interface Exported {
  query: SubjectQuery;
  /** The customer who was asked for, and the others of that person. */
  named?: Pick<ExportHead, 'customerId' | 'mergedIds'>;
  derived?: object;
  options: PersonaliseOptions;
}

/**
 * Streamed as it is read. What ClickHouse can't answer from the start is a problem; what breaks later breaks the connection, so
 * that nobody takes a part for the whole.
 */
async function answerExport(context: Context, { query, named, derived, options }: Exported): Promise<Response> {
  const { clock, logger, warehouse } = options;
  const { visitors, site } = query;
  const exportedAt = clock();
  const rows = warehouse.subjectRows(query)[Symbol.asyncIterator]();
  const first = await rows.next();
  const all = (async function* () {
    if (first.done) return;
    yield first.value;
    yield* { [Symbol.asyncIterator]: () => rows };
  })();
  const head = { format: 'sillage-export', version: 1, site, exportedAt, visitors } as const;
  const told = { ...named, ...(derived && { derived }) };
  const body = Readable.from(toExportDocument(all, { ...head, ...told }), { objectMode: false });
  body.once('error', (error) => logger.warn({ err: error, site }, 'an export was cut off'));
  const day = new Date(exportedAt).toISOString().slice(0, 10);
  return context.body(Readable.toWeb(body) as ReadableStream<Uint8Array>, 200, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Disposition': `attachment; filename="${site}-${day}.json"`,
    'X-Content-Type-Options': 'nosniff',
  });
}
