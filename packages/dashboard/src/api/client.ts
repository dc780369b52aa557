import type { DefinitionUser, Fault, Problem, ProblemCode } from '@sillage/protocol';

/** `unreachable`: no answer came; `unexpected`: one that is no problem of ours. */
export type FailureCode = ProblemCode | 'unreachable' | 'unexpected';

/** The server said no, with the stable code of its problem (RFC 9457). */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: FailureCode;
  /** 0 where no answer came. */
  readonly status: number;
  /** What is wrong in the body, one by one. */
  readonly faults: readonly Fault[];
  /** Of a conflict: the version that stands; 0 where there is none. */
  readonly version: number;
  /** Offers and surveys that stand in the way. */
  readonly usedBy: readonly DefinitionUser[];

  constructor(code: FailureCode, status: number, problem: Partial<Problem> = {}) {
    super(problem.detail ?? problem.title ?? code);
    this.code = code;
    this.status = status;
    this.faults = problem.errors ?? [];
    this.version = problem.version ?? 0;
    this.usedBy = problem.usedBy ?? [];
  }
}

export interface ApiRequest {
  /** Default GET. */
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Id, sent as `Sillage-Site`. */
  site?: string;
  /** Those that are undefined or empty are left out. */
  query?: Readonly<Record<string, string | undefined>>;
  /** Sent as JSON. */
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
  signal?: AbortSignal;
}

/** Where the page is mounted, with a slash at its end. */
export const baseUrl = () => new URL('.', document.baseURI);

/**
 * Asks the page's own server: `path` is below the page, such as `session` or `v1/segments`. The answer is taken at its word,
 * for it comes from the server that brought this page. Throws `ApiError`, or what the signal was aborted with.
 */
export async function request<Answer>(path: string, options: ApiRequest = {}): Promise<Answer> {
  const response = await ask(path, options);
  return (response.status === 204 ? undefined : await response.json()) as Answer;
}

/** The same for a file. */
export async function requestFile(path: string, options: ApiRequest = {}): Promise<Blob> {
  return (await ask(path, options)).blob();
}

async function ask(path: string, options: ApiRequest): Promise<Response> {
  const { method = 'GET', query = {}, signal } = options;
  const url = new URL(path, baseUrl());
  for (const [name, value] of Object.entries(query)) if (value) url.searchParams.set(name, value);
  const body = options.body === undefined ? {} : { body: JSON.stringify(options.body) };
  const response = await reach(url, { method, headers: headersOf(options), ...body, ...(signal && { signal }) });
  if (!response.ok) throw await toError(response);
  return response;
}

function headersOf({ site, body, headers }: ApiRequest): Record<string, string> {
  return {
    Accept: 'application/json',
    ...(site !== undefined && { 'Sillage-Site': site }),
    ...(body !== undefined && { 'Content-Type': 'application/json' }),
    ...headers,
  };
}

async function reach(url: URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, credentials: 'same-origin', cache: 'no-store' });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new ApiError('unreachable', 0);
  }
}

async function toError(response: Response): Promise<ApiError> {
  const problem = await response.json().catch(() => undefined); // a proxy's page of its own is no JSON
  const isProblem = typeof problem === 'object' && problem !== null && 'code' in problem;
  if (!isProblem) return new ApiError('unexpected', response.status);
  const told = problem as Problem;
  return new ApiError(told.code, response.status, told);
}
