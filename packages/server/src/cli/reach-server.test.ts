import { expect, it } from 'vitest';
import type { ServerConfig } from '../config.js';
import { createLogger } from '../server-logger.js';
import { runVerify } from './consent.js';
import { listPersonChanges } from './person.js';
import { eraseSubject } from './subject.js';

function standElsewhere(reply: object) {
  const asked: string[] = [];
  const answer: typeof fetch = async (input, init) => {
    asked.push(`${String(input)} ${init?.body ?? ''}`.trim());
    return Response.json(reply);
  };
  const given = {
    get config(): ServerConfig {
      throw new Error('sillage.json was read');
    },
    logger: createLogger('silent'),
    secretKey: 'sk_elsewhere',
    fetch: answer,
    io: { out: () => undefined, err: () => undefined },
  };
  return { given, asked };
}

const there = { server: 'https://elsewhere.example/', site: 'boutique' };

it('asks for a site of a server elsewhere without a configuration here', async () => {
  const { given, asked } = standElsewhere({
    site: 'boutique',
    chains: [],
    unchained: 0,
    isIntact: true,
    changes: [],
    kept: [],
  });
  await runVerify(there, given);
  await listPersonChanges('C-1', there, given);
  await eraseSubject({ ...there, customer: 'C-1', yes: true }, given);
  expect(asked).toEqual([
    'https://elsewhere.example/v1/proofs/verify?site=boutique',
    'https://elsewhere.example/v1/persons/changes {"site":"boutique","limit":1000,"customerId":"C-1"}',
    'https://elsewhere.example/v1/subjects/erase {"site":"boutique","customerId":"C-1"}',
  ]);
});

it('looks into the configuration where no site is named', () => {
  const { given } = standElsewhere({});
  expect(() => runVerify({ server: there.server }, given)).toThrow('sillage.json was read');
});
