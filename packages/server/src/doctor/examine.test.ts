import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { runDoctor } from '../cli/doctor.js';
import { answerProbe } from '../probe.js';
import { hashSource, stub, tagOf } from '../tag.js';
import type { Instruments } from './examine.js';

const tag = tagOf('boutique');
/** All that is pasted by who has no consent manager. */
const whole = `${tag}<script async src="/sillage/sillage-banner.js"></script>`;
const script = '<script async src="/sillage/sillage.js" data-site="boutique"></script>';

interface Shop {
  html?: string;
  policy?: string;
  probe?: (reply: Response) => Response;
  site?: Record<string, unknown>;
}

/** A shop whose proxied path works, but for what the case changes. */
function shopOf(shop: Shop): Instruments {
  const app = new Hono();
  app.get('/', (context) => {
    if (shop.policy) context.header('Content-Security-Policy', shop.policy);
    return context.html(shop.html ?? `<!doctype html><title>Shop</title>${whole}`);
  });
  app.get('/sillage/sillage.js', (context) => context.text('', 200, { 'Content-Type': 'text/javascript' }));
  app.get('/sillage/v1/probe', (context) => (shop.probe ?? ((reply) => reply))(answerProbe(context, true)));
  app.get('/sillage/v1/me', (context) => (shop.site ? context.json(shop.site, 403) : context.json({})));
  const none = () => Promise.reject(new Error('ENODATA'));
  return {
    fetch: async (input, init) => app.request(String(input), init),
    resolver: { resolve4: none, resolve6: none, resolveCname: none },
  };
}

async function diagnose(shop: Shop): Promise<{ code: number; said: string }> {
  const said: string[] = [];
  const io = { out: (text: string) => said.push(text), err: (text: string) => said.push(text) };
  return { code: await runDoctor('https://shop.example/', shopOf(shop), io), said: said.join('\n') };
}

const altered = (change: (headers: Headers) => void) => (reply: Response) => {
  const headers = new Headers(reply.headers);
  change(headers);
  return new Response(reply.body, { headers });
};

describe('sillage doctor', () => {
  it('finds nothing wrong with a shop where all is well', async () => {
    const { code, said } = await diagnose({ policy: `default-src 'self'; script-src 'self' ${hashSource(stub)}` });
    expect(said).toContain('All is well.');
    expect(code).toBe(0);
  });

  it.each([
    ['no tag', { html: '<p>hello' }, 'no script with data-site', 'paste into every page'],
    ['a policy against the script', { policy: 'script-src cdn.example' }, 'script-src', "add 'self' to script-src"],
    ['a policy against requests', { policy: "connect-src 'none'" }, 'connect-src', "add 'self' to connect-src"],
    ['strict-dynamic', { policy: "script-src 'strict-dynamic'" }, 'strict-dynamic', 'give the tag the nonce'],
    [
      'a script that is not proxied',
      { html: '<script async src="/other/sillage.js" data-site="boutique"></script>' },
      '/other/sillage.js answers 404',
      'proxy this path',
    ],
    [
      'a policy against the stub',
      { policy: "script-src 'self'" },
      "“script-src 'self'” forbids “window.sillage",
      `add ${hashSource(stub)} to script-src`,
    ],
    [
      'a policy against a call in the page',
      { html: `${tag}<script>sillage('withdraw')</script>`, policy: `script-src 'self' ${hashSource(stub)}` },
      'forbids “sillage(',
      `add ${hashSource("sillage('withdraw')")}`,
    ],
    [
      'a Sillage that is stopped',
      { probe: () => new Response('Bad Gateway', { status: 502 }) },
      '/sillage/v1/probe answers 502',
      'is "sillage start" running',
    ],
    ['an unknown site', { site: { code: 'unknown_site' } }, 'has no site "boutique"', 'correct data-site'],
    [
      'a missing origin',
      { site: { code: 'origin_not_allowed' } },
      'is not an origin',
      'add it to origins in sillage.json and restart',
    ],
    [
      'a stripped Set-Cookie',
      { probe: altered((headers) => headers.delete('Set-Cookie')) },
      'is stripped',
      'pass Set-Cookie',
    ],
    ['an answer from a cache', { probe: altered((headers) => headers.set('Age', '30')) }, 'one answer', 'switch off'],
    [
      'a shop page in place of the endpoint',
      { probe: () => new Response('<html>') },
      'answered by something else',
      'proxy this path',
    ],
  ] as [string, Shop, string, string][])('tells %s and its remedy', async (_, shop, seen, remedy) => {
    const { code, said } = await diagnose(shop);
    expect(said).toContain(seen);
    expect(said).toContain(remedy);
    expect(code).toBe(1);
  });

  it.each([
    ['a tag without async', { html: tag.replace('async ', '') }, 'add async'],
    ['two tags', { html: tag + tag }, 'keep one'],
    ['a tag without its stub', { html: script }, `paste before the tag: <script>${stub}</script>`],
    [
      'a banner that is not there',
      { html: tag.replace('data-site', 'data-consent="tarteaucitron" data-site') },
      'add tarteaucitron',
    ],
    [
      'a changed Cache-Control',
      { probe: altered((headers) => headers.set('Cache-Control', 'max-age=60')) },
      'leave Cache-Control alone',
    ],
  ] as [string, Shop, string][])('warns of %s without failing', async (_, shop, remedy) => {
    const { code, said } = await diagnose(shop);
    expect(said).toContain(remedy);
    expect(code).toBe(0);
  });

  it('finds the banner where it is', async () => {
    const own = tag.replace('data-site', 'data-consent="tarteaucitron" data-site');
    const { said } = await diagnose({ html: `${own}<script src="/js/tarteaucitron.min.js"></script>` });
    expect(said).toContain('All is well.');
  });

  it('leaves data in the page alone', async () => {
    const data = '<script type="application/ld+json">{"name":"sillage"}</script>';
    const { said } = await diagnose({ html: whole + data, policy: `script-src 'self' ${hashSource(stub)}` });
    expect(said).toContain('All is well.');
  });

  it('follows data-endpoint where the script has another place', async () => {
    const html =
      '<script async src="/sillage/sillage.js" data-endpoint="https://t.else.example/" data-site="boutique"></script>';
    const { said } = await diagnose({ html });
    expect(said).toContain('https://t.else.example/v1/probe');
    expect(said).toContain('another site');
  });
});
