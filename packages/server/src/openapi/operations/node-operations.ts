import { jsonReply, type Operation } from '../operation.js';

const open = { method: 'get', tag: 'Node', access: 'open' } as const;

/** What a node says of itself. */
export const nodeOperations: readonly Operation[] = [
  { ...open, path: '/healthz', summary: 'The process lives', replies: [jsonReply('It does')] },
  {
    ...open,
    path: '/readyz',
    summary: 'Events are taken; says how ClickHouse is',
    replies: [jsonReply('Ready'), { status: 503, description: 'Not ready' }],
  },
  {
    ...open,
    path: '/metrics',
    summary: 'Metrics, from this machine or with the token of the configuration',
    replies: [{ ...jsonReply('As Prometheus reads them'), types: ['text/plain'] }],
  },
  {
    ...open,
    path: '/v1/probe',
    summary: 'How a request arrives behind the proxy',
    replies: [jsonReply('What arrived')],
  },
  { ...open, path: '/openapi.json', summary: 'This document', replies: [jsonReply('OpenAPI 3.1')] },
  {
    ...open,
    path: '/docs',
    summary: 'This document as a page',
    replies: [{ ...jsonReply('The page'), types: ['text/html'] }],
  },
];
