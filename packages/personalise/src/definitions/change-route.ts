import { FaultsError, ProblemError, readAs, StandingError, toFault, toFaults } from '@sillage/protocol';
import type { Context } from 'hono';
import { readJson } from '../read-json.js';
import type { DefinitionRoutesOptions, Target } from './definition-routes.js';
import { collections, type DefinitionRules, reservedIds } from './definition-rules.js';
import type { SiteDefinitions } from './site-definitions.js';

/** `PUT /v1/<collection>/<id>`: 201 when it is new, 200 when it was changed, with the version that it has now. */
export async function changeOne(context: Context, target: Target, options: DefinitionRoutesOptions): Promise<Response> {
  const { version: expected, changedAt: _, ...given } = toObject(await readJson(context));
  if (expected !== undefined && typeof expected !== 'number') {
    throw new FaultsError([toFault('#/version', 'not_a_version')]);
  }
  const standing = await readStanding(target, options);
  const body = checkBody({ id: target.id, ...given }, target, standing);
  const expectedVersion = readPrecondition(context, versionOf(target, standing)) ?? expected;
  const changedAt = options.clock();
  const outcome = await options.warehouse.changeDefinition({
    ...toRef(target),
    body: JSON.stringify(body),
    changedAt,
    ...(expectedVersion !== undefined && { expectedVersion }),
  });
  if (!outcome.isDone) throw conflict(outcome.version);
  await readOwnChange(options);
  context.header('ETag', `"${outcome.version}"`);
  const status = standing[target.collection].has(target.id) ? 200 : 201;
  return context.json({ ...body, version: outcome.version, changedAt }, status);
}

/** `DELETE /v1/<collection>/<id>`: 204. */
export async function deleteOne(context: Context, target: Target, options: DefinitionRoutesOptions): Promise<Response> {
  const standing = await readStanding(target, options);
  const expectedVersion = readPrecondition(context, versionOf(target, standing));
  if (standing[target.collection].has(target.id)) checkUse(undefined, target, standing);
  const outcome = await options.warehouse.changeDefinition({
    ...toRef(target),
    changedAt: options.clock(),
    ...(expectedVersion !== undefined && { expectedVersion }),
  });
  if (!outcome.isDone) throw outcome.version === 0 ? new ProblemError('not_found') : conflict(outcome.version);
  await readOwnChange(options);
  return context.body(null, 204);
}

/** What is referred to may have been defined on another node a moment ago. */
async function readStanding({ site }: Target, { definitions }: DefinitionRoutesOptions): Promise<SiteDefinitions> {
  await definitions.refresh();
  return definitions.of(site.id);
}

function checkBody(given: object & { id: unknown }, target: Target, standing: SiteDefinitions): object {
  const rules: DefinitionRules = collections[target.collection];
  const body = readAs(rules.schema, given);
  if (body.id !== target.id) throw new FaultsError([toFault('#/id', 'other_id')]);
  if (reservedIds[target.collection]?.includes(target.id)) {
    throw new FaultsError([toFault('#/id', 'reserved_id')]);
  }
  const faults = toFaults([...rules.findIssues(body, standing)]);
  if (faults.length > 0) throw new FaultsError(faults);
  checkUse(body, target, standing);
  return body;
}

/** Throws `definition_in_use` where offers or surveys that are not drafts would not hold any more. */
function checkUse(body: object | undefined, { collection, id }: Target, standing: SiteDefinitions): void {
  const rules: DefinitionRules = collections[collection];
  const broken = rules.findBroken(id, body, standing);
  if (broken.length === 0) return;
  const usedBy = broken.slice(0, 20);
  const told = usedBy.map((user) => `${user.kind} ${user.id}`).join(', ');
  const more = broken.length > usedBy.length ? ` and ${broken.length - usedBy.length} more` : '';
  throw new StandingError('definition_in_use', `used by ${told}${more}`, { usedBy });
}

/** RFC 9110, section 13: the version that must stand, 0 for none; `undefined` where the request does not mind. */
function readPrecondition(context: Context, standing: number): number | undefined {
  if (context.req.header('If-None-Match')?.trim() === '*') return 0;
  const match = context.req.header('If-Match')?.trim();
  if (match === undefined) return undefined;
  if (match === '*' && standing > 0) return standing;
  const version = /^"(\d{1,10})"$/.exec(match)?.[1];
  // a weak or foreign tag matches nothing
  if (version === undefined || Number(version) === 0) throw conflict(standing);
  return Number(version);
}

function conflict(version: number): ProblemError {
  const detail = version === 0 ? 'there is none' : `it is at version ${version}`;
  return new StandingError('version_conflict', detail, { version });
}

function versionOf({ collection, id }: Target, standing: SiteDefinitions): number {
  return standing[collection].get(id)?.version ?? 0;
}

function toRef({ site, collection, id }: Target) {
  return { site: site.id, kind: collections[collection].kind, id };
}

/** Done is done: if ClickHouse goes away in this moment, the copy has the change when it is back. */
async function readOwnChange({ definitions, logger }: DefinitionRoutesOptions): Promise<void> {
  await definitions.refresh().catch((error: unknown) => logger.warn({ err: error }, 'a change is not yet in the copy'));
}

function toObject(body: unknown): Record<string, unknown> {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ...body };
  throw new FaultsError([toFault('#', 'not_an_object')]);
}
