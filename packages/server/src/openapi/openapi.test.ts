import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { allOperations, createOpenapiRoutes } from './openapi-routes.js';

const app = createOpenapiRoutes({ basePath: '/sillage', version: '1' });

type Document = {
  servers: unknown;
  paths: Record<string, Record<string, { parameters: { name: string; in: string; required?: boolean }[] }>>;
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

  it('is a page too, which runs nothing and loads nothing', async () => {
    const reply = await app.request('/docs');
    const page = await reply.text();
    expect(reply.headers.get('Content-Security-Policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(page).toContain('GET /sillage/v1/reports/funnel');
    expect(page).not.toMatch(/<script|<link|<img|javascript:/i);
  });
});
