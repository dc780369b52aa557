import { Readable } from 'node:stream';
import { ProblemError, type ProofExportRequest, readAs } from '@sillage/protocol';
import { proofExportRequestSchema } from '@sillage/protocol/proof-schema';
import { verifyVisitorToken } from '@sillage/protocol/visitor-token';
import { parseJson, readBody } from '../request/body.js';
import { type ExportScope, exportProofs } from './export-proofs.js';
import type { ProofRequest } from './proof-routes.js';
import { verifyProofs } from './verify-proofs.js';

/**
 * `POST /v1/proofs/export`: JSON lines, whole or broken off; the last line says how many there were (docs/proofs.md).
 * All chains of the site are verified first, for the file tells what came of it.
 */
export async function answerExport(request: ProofRequest): Promise<Response> {
  const { context, site, logger } = request;
  const asked = readAs(proofExportRequestSchema, parseJson(await readBody(context.req.raw)));
  const { from, to } = asked;
  const scope = await readScope(asked, request);
  const verification = await verifyProofs({ site: site.id, noted: [] }, request);
  const period = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
  const lines = exportProofs({ site, scope, period, verification }, request);
  const body = Readable.from(lines, { objectMode: false });
  body.once('error', (error) => logger.warn({ err: error, site: site.id }, 'an export of proofs was cut off'));
  return context.body(Readable.toWeb(body) as ReadableStream<Uint8Array>, 200, {
    'Content-Type': 'application/jsonl; charset=utf-8',
    'Content-Disposition': `attachment; filename="proofs-${site.id}.jsonl"`,
    'X-Content-Type-Options': 'nosniff',
  });
}

async function readScope(
  { visitorToken, customerId }: ProofExportRequest,
  { site, tokenKeys, clock, store }: ProofRequest,
): Promise<ExportScope> {
  if (visitorToken !== undefined) {
    const token = verifyVisitorToken(visitorToken, site.id, tokenKeys, clock());
    if (!token) throw new ProblemError('invalid_token');
    return { of: { visitor: token.visitor }, visitors: [token.visitor] };
  }
  if (customerId === undefined) return { of: 'all' };
  // what others chose in the same browser is theirs (decisions/0114)
  const { own } = await store.subjectVisitors(site.id, customerId);
  return { of: { customerId }, visitors: own };
}
