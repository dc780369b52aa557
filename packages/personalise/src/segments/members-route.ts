import { Readable } from 'node:stream';
import { ProblemError, type Segment, type Site } from '@sillage/protocol';
import type { MemberFormat, Warehouse } from '@sillage/warehouse';
import type { Context } from 'hono';
import { accepts } from 'hono/accepts';
import type { Logger } from 'pino';
import { dayOfSite } from './day-of-site.js';
import { toJsonDocument } from './to-json-document.js';
import { type QuestionSettings, toQuestion } from './to-question.js';

interface Format {
  /** As the warehouse gives it. */
  file: MemberFormat;
  contentType: string;
}

const formats = {
  json: { file: 'jsonl', contentType: 'application/json' },
  jsonl: { file: 'jsonl', contentType: 'application/x-ndjson' },
  csv: { file: 'csv', contentType: 'text/csv' },
  parquet: { file: 'parquet', contentType: 'application/vnd.apache.parquet' },
} as const satisfies Record<string, Format>;
type FormatName = keyof typeof formats;
const names = Object.keys(formats) as FormatName[];

export interface MembersInput {
  site: Site;
  segment: Segment;
  options: QuestionSettings & { warehouse: Pick<Warehouse, 'segmentMembers'>; logger: Pick<Logger, 'warn'> };
}

/**
 * `GET /v1/segments/<id>/members`, by `?format=` or `Accept`; JSON where neither says. Streamed as it is read. What ClickHouse
 * can't finish is a problem, before the first byte; a connection to it that breaks later breaks the answer's own, so that
 * who reads it is told: there is no end of a chunked body, of a JSON document or of a Parquet file that is cut short.
 * `Sillage-Persons` says how many there must be.
 */
export async function answerMembers(context: Context, { site, segment, options }: MembersInput): Promise<Response> {
  const name = readFormat(context);
  const { file, contentType } = formats[name];
  const question = toQuestion(site, segment.tree, options);
  const { persons, bytes } = await options.warehouse.segmentMembers({ ...question, format: file });
  const about = { segment: segment.id, at: question.now };
  const body = name === 'json' ? Readable.from(toJsonDocument(bytes, about), { objectMode: false }) : bytes;
  body.once('error', (error) => options.logger.warn({ err: error, site: site.id }, 'a list of members was cut off'));
  const fileName = `${segment.id}-${dayOfSite(site, question.now)}.${name}`;
  return context.body(Readable.toWeb(body) as ReadableStream<Uint8Array>, 200, {
    'Content-Type': `${contentType}${name === 'parquet' ? '' : '; charset=utf-8'}`,
    'Content-Disposition': `attachment; filename="${fileName}"`,
    'X-Content-Type-Options': 'nosniff',
    Vary: 'Accept',
    ...(persons !== undefined && { 'Sillage-Persons': String(persons) }),
  });
}

function readFormat(context: Context): FormatName {
  const asked = context.req.query('format');
  if (asked === undefined) {
    const supports = names.map((name) => formats[name].contentType);
    const accepted = accepts(context, { header: 'Accept', supports, default: formats.json.contentType });
    return names.find((name) => formats[name].contentType === accepted) ?? 'json';
  }
  const name = names.find((one) => one === asked);
  if (name === undefined) throw new ProblemError('invalid_request', `format: one of ${names.join(', ')}`);
  return name;
}
