import { listFaultCodes, problems } from '@sillage/protocol';
import { z } from 'zod';
import { listNeededPermissions } from './needed-permissions.js';
import type { Access, Operation, OperationBody, Reply } from './operation.js';

type Json = Record<string, unknown>;

const components = '#/components/schemas/';

const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(Object.keys(problems)),
  detail: z.string().exactOptional(),
  errors: z
    .array(
      z.object({
        pointer: z.string(),
        code: z.enum(listFaultCodes()),
        detail: z.string(),
        limit: z.number().exactOptional(),
      }),
    )
    .exactOptional(),
  version: z.int().exactOptional(),
  usedBy: z.array(z.object({ kind: z.enum(['offer', 'survey']), id: z.string() })).exactOptional(),
});

const security: Record<Access, Json[]> = {
  key: [{ secretKey: [] }],
  page: [{}, { visitor: [] }, { secretKey: [] }],
  open: [{}],
};

/** OpenAPI 3.1 of these operations, under an address such as `/sillage`. */
export function toDocument(
  operations: readonly Operation[],
  { basePath, version }: { basePath: string; version: string },
): Json {
  const schemas: Json = {};
  addSchema(schemas, { name: 'Problem', schema: problem });
  const paths: Record<string, Json> = {};
  for (const operation of operations) {
    const path = paths[operation.path] ?? {};
    paths[operation.path] = path;
    path[operation.method] = toOperation(operation, schemas);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Sillage', version, license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: basePath === '' ? '/' : basePath }],
    paths,
    components: {
      schemas,
      securitySchemes: {
        secretKey: { type: 'http', scheme: 'bearer', description: 'A secret key of the site (`sk_…`).' },
        apiKey: {
          type: 'http',
          scheme: 'bearer',
          description: 'An API key of the marketer’s page (`sak_…`), with the permissions that each operation names.',
        },
        visitor: {
          type: 'apiKey',
          in: 'header',
          name: 'Sillage-Visitor',
          description: 'The token, where there is no cookie.',
        },
      },
    },
  };
}

function toOperation(operation: Operation, schemas: Json): Json {
  const { tag, summary, description, body, bodyTypes } = operation;
  if (body) addSchema(schemas, body);
  return {
    operationId: toId(operation),
    tags: [tag],
    summary,
    ...(description !== undefined && { description }),
    security: toSecurity(operation),
    parameters: toParameters(operation),
    ...(body && {
      requestBody: { required: true, content: toContent(['application/json'], { $ref: components + body.name }) },
    }),
    ...(bodyTypes && { requestBody: { required: true, content: toContent(bodyTypes, {}) } }),
    responses: { ...Object.fromEntries(operation.replies.map(toResponse)), default: toProblems(operation) },
  };
}

/** An API key does where the gateway takes one. */
function toSecurity(operation: Operation): Json[] {
  const needed = listNeededPermissions(operation);
  return [...security[operation.access], ...(needed.length > 0 ? [{ apiKey: needed }] : [])];
}

/** `putV1OffersId` */
const toId = ({ method, path }: Operation) =>
  method + path.replace(/[^a-z0-9]+([a-z0-9]?)/gi, (_, letter: string) => letter.toUpperCase());

function toParameters({ path, access, siteIn = 'header', query }: Operation): Json[] {
  const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const site = {
    name: 'Sillage-Site',
    in: 'header',
    description: 'The site; `?site=` does too.',
    schema: { type: 'string' },
  };
  const { properties = {}, required = [] } = query ? toSchema(query) : {};
  const asked = Object.entries(properties as Record<string, Json>).map(([name, schema]) => ({
    name,
    in: 'query',
    required: (required as string[]).includes(name),
    schema,
  }));
  return [...named, ...(access === 'key' && siteIn === 'header' ? [site] : []), ...asked];
}

function toResponse({ status, description, types = ['application/json'], schema }: Reply): [string, Json] {
  const content = types.length > 0 && { content: toContent(types, schema ? toSchema(schema) : {}) };
  return [String(status), { description, ...content }];
}

function toProblems(operation: Operation): Json {
  const { access, siteIn = 'header', problems: own = [], body } = operation;
  const isAsked = body !== undefined || (access === 'key' && siteIn === 'header');
  const usual = [
    ...(access === 'key' ? ['invalid_key'] : []),
    ...(listNeededPermissions(operation).length > 0 ? ['forbidden', 'unknown_site'] : []),
    ...(body ? ['malformed_body'] : []),
    ...(isAsked ? ['invalid_request'] : []),
  ];
  const codes = [...usual, ...own, 'warehouse_unavailable', 'internal_error'];
  return {
    description: `RFC 9457, by its \`code\`: ${codes.join(', ')}`,
    content: toContent(['application/problem+json'], { $ref: `${components}Problem` }),
  };
}

const toContent = (types: readonly string[], schema: Json) =>
  Object.fromEntries(types.map((type) => [type, { schema }]));

/** What the sender writes; checks beyond JSON Schema are left out. */
function toSchema(schema: z.ZodType): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json;
  return rest;
}

/** Definitions within a schema become components of their own, for a reference is from the root of the document. */
function addSchema(schemas: Json, { name, schema, isDefinition }: OperationBody): void {
  if (name in schemas) return;
  const { $defs = {}, ...rest } = toSchema(schema);
  const move = (part: unknown) =>
    JSON.parse(JSON.stringify(part, (key, value) => (key === '$ref' ? moveRef(value, name) : value))) as Json;
  schemas[name] = isDefinition ? asWritten(move(rest)) : move(rest);
  for (const [inner, part] of Object.entries($defs as Json)) schemas[name + inner] = move(part);
}

function asWritten({ properties, required, ...rest }: Json): Json {
  const version = { version: { type: 'integer', minimum: 1 }, changedAt: { type: 'integer' } };
  const others = (required as string[] | undefined)?.filter((one) => one !== 'id') ?? [];
  return {
    ...rest,
    properties: { ...(properties as Json), ...version },
    ...(others.length > 0 && { required: others }),
  };
}

function moveRef(ref: string, name: string): string {
  return ref === '#' ? components + name : ref.replace('#/$defs/', components + name);
}
