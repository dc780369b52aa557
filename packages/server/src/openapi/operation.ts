import type { ProblemCode } from '@sillage/protocol';
import type { z } from 'zod';

/** Who may call it: a page of the shop, who holds a secret key of the site, or anybody who reaches the node. */
export type Access = 'page' | 'key' | 'open';

export interface Reply {
  status: number;
  description: string;
  /** Media types; default JSON; none: no body. */
  types?: readonly string[];
  schema?: z.ZodType;
}

export interface OperationBody {
  name: string;
  schema: z.ZodType;
  /** The path says its `id`, and it may have the `version` and `changedAt` with which it was told. */
  isDefinition?: boolean;
}

/** One method of one path, as `/openapi.json` tells it. */
export interface Operation {
  method: 'get' | 'post' | 'put' | 'delete';
  /** As OpenAPI writes it: `/v1/offers/{id}`. */
  path: string;
  /** Of the API, by which it is grouped. */
  tag: string;
  summary: string;
  description?: string;
  access: Access;
  /** Where the site is named, by secret key; default the header `Sillage-Site`, or the query. */
  siteIn?: 'header' | 'body';
  /** Its name among the components, and what it must meet. */
  body?: OperationBody;
  /** Media types of a body that has no schema. */
  bodyTypes?: readonly string[];
  /** Values of the query. */
  query?: z.ZodObject;
  replies: readonly Reply[];
  /** Beyond those of every operation of its access. */
  problems?: readonly ProblemCode[];
}

export const jsonReply = (description: string, schema?: z.ZodType): Reply => ({
  status: 200,
  description,
  ...(schema && { schema }),
});

export const noContent = (description: string): Reply => ({ status: 204, description, types: [] });
