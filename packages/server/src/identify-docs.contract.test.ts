import { execFile, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Order } from '@sillage/protocol';
import { isIdentifySigned } from '@sillage/protocol/identify-signature';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningServer } from './start-server.js';
import { type Boutique, createBoutique } from './testing/boutique.js';

const docs = readFileSync(fileURLToPath(new URL('../../../docs/identify.md', import.meta.url)), 'utf8');
const hasPhp = spawnSync('php', ['-v']).error === undefined;
if (!hasPhp) process.stdout.write('php is not here, so its snippets are not run: apt-get install php-cli\n');

const snippets = (language: string) =>
  [...docs.matchAll(new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``, 'g'))].map((match) => match[1]).join('\n');

/** Runs the page's snippets, then a call of one of them; what it returns comes back as JSON. */
const languages = {
  node: {
    isHere: true,
    run: (call: string) => execute(process.execPath, ['--input-type=module', '-e', `${snippets('js')}\n${call}`]),
    sign: (args: string[]) =>
      `console.log(JSON.stringify(signIdentify(${args.map((each) => JSON.stringify(each)).join()})))`,
    send: (url: string, key: string, order: Order) =>
      `console.log(JSON.stringify(await sendOrder(${JSON.stringify(url)}, ${JSON.stringify(key)}, { site: 'boutique', customerId: 'C-1', order: ${JSON.stringify(order)} })))`,
  },
  php: {
    isHere: hasPhp,
    run: (call: string) => execute('php', ['-r', `${snippets('php')}\n${call}`]),
    sign: (args: string[]) => `echo json_encode(sillage_sign_identify(${args.map((each) => `'${each}'`).join()}));`,
    send: (url: string, key: string, order: Order) =>
      `echo json_encode(sillage_send_order('${url}', '${key}', 'boutique', 'C-1', json_decode('${JSON.stringify(order)}', true)));`,
  },
};

/** Not in this thread: the server that is asked answers in it. */
async function execute(command: string, args: string[]): Promise<unknown> {
  const { stdout } = await promisify(execFile)(command, args, { timeout: 20_000 });
  return JSON.parse(stdout);
}

describe.each(Object.entries(languages))('the snippets of docs/identify.md in %s', (name, language) => {
  it.runIf(language.isHere)('sign a customer so that the server believes it', async () => {
    const claim = await language.run(language.sign(['boutique', 'C-1042', 's'.repeat(43)]));
    const { customerId, expiresAt, signature } = claim as { customerId: string; expiresAt: number; signature: string };
    expect(customerId).toBe('C-1042');
    expect(isIdentifySigned({ site: 'boutique', customerId, expiresAt }, signature, ['s'.repeat(43)], Date.now())).toBe(
      true,
    );
  });

  describe.runIf(language.isHere)('against a server', () => {
    let boutique: Boutique;
    let server: RunningServer;
    beforeAll(async () => {
      boutique = await createBoutique();
      server = await boutique.start();
    });
    afterAll(async () => {
      await server.stop();
      boutique.remove();
    });

    it('send an order that is kept once', async () => {
      const order = {
        orderId: `O-${name}`,
        currency: 'EUR',
        totalMinor: 1290,
        lines: [{ productId: 'p', quantity: 1 }],
      };
      const call = () => language.run(language.send(server.url, boutique.secretKey, order));
      expect(await call()).toMatchObject({ accepted: 1, duplicates: 0, rejected: [] });
      expect(await call()).toMatchObject({ accepted: 0, duplicates: 1, rejected: [] });
    });
  });
});
