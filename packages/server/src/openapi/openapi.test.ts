import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { allOperations, createOpenapiRoutes } from './openapi-routes.js';

const app = createOpenapiRoutes({ basePath: '/sillage', version: '1' });

type Described = {
  parameters: { name: string; in: string; required?: boolean }[];
  security: object[];
  responses: Record<string, { description: string }>;
};
type Document = {
  servers: unknown;
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, { required?: string[]; properties?: object }> };
};
const tell = async () => (await (await app.request('/openapi.json')).json()) as Document;

describe('the description of the API', () => {
  it('is OpenAPI 3.1, whose references all lead somewhere', async () => {
    const validator = new Validator();
    const document = await tell();
    const { valid, errors } = await validator.validate(structuredClone(document));
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    expect(validator.version).toBe('3.1');
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref ?? '');
    expect(refs.length).toBeGreaterThan(0);
    for (const ref of refs) expect(Object.keys(document.components.schemas)).toContain(ref.split('/').at(-1));
  });

  it('names each operation once', () => {
    const names = allOperations.map(({ method, path }) => `${method} ${path}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it('tells what bodies and questions must be, from the schemas that check them', async () => {
    const { paths, components, servers } = await tell();
    expect(servers).toEqual([{ url: '/sillage' }]);
    expect(components.schemas.TopicMap?.properties).toMatchObject({ topics: {}, version: {} });
    expect(components.schemas.SubjectRequest).toMatchObject({
      required: ['site'],
      properties: { customerId: {}, reference: {} },
    });
    const asked = paths['/v1/reports/topic-products']?.get?.parameters;
    expect(asked?.find(({ name }) => name === 'topic')).toMatchObject({ in: 'query', required: true });
    expect(asked?.find(({ name }) => name === 'from')).toMatchObject({ required: false, schema: { format: 'date' } });
  });

  it('tells what an API key needs, and where none is taken', async () => {
    const { paths } = await tell();
    const told = (method: string, path: string) => paths[path]?.[method];
    expect(told('put', '/v1/offers/{id}')?.security).toEqual([{ secretKey: [] }, { apiKey: ['definitions:write'] }]);
    expect(told('get', '/v1/offers/now')?.security).toContainEqual({ apiKey: ['reports:read'] });
    expect(told('get', '/v1/reports/customer-value')?.security).toContainEqual({
      apiKey: ['reports:read', 'visitors:read'],
    });
    expect(told('put', '/v1/offers/{id}')?.responses.default?.description).toContain('forbidden, unknown_site');
    expect(told('post', '/v1/persons/merge')?.security).toEqual([{ secretKey: [] }]);
    expect(told('post', '/v1/persons/merge')?.responses.default?.description).not.toContain('forbidden');
  });

  it('tells the bodies of proofs and texts as they are checked', async () => {
    const { schemas } = (await tell()).components;
    expect(schemas.ProofExportRequest).toMatchObject({
      additionalProperties: false,
      properties: { visitorToken: { minLength: 1 }, from: { maximum: 8.64e15 } },
    });
    expect(schemas.BannerText).toMatchObject({
      additionalProperties: false,
      properties: { language: { pattern: expect.any(String) } },
    });
  });

  it('is a page too, which runs nothing and loads nothing', async () => {
    const reply = await app.request('/docs');
    const page = await reply.text();
    expect(reply.headers.get('Content-Security-Policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(page).toContain('<code>GET /v1/reports/funnel</code>');
    expect(page).not.toMatch(/<script|<link|<img|javascript:/i);
  });

  it.each(['https://shop.example/sillage/docs', 'https://shop.example/docs'])(
    'leads from %s to what stands beside it',
    async (at) => {
      const page = await (await app.request('/docs')).text();
      const links = [...page.matchAll(/href="([^"]+)"/g)].map(([, href]) => new URL(href ?? '', at).href);
      expect(links).toEqual([new URL('openapi.json', at).href]);
    },
  );
});
