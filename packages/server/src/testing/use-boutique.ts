import { afterAll, beforeAll } from 'vitest';
import type { ServerConfig } from '../config.js';
import type { RunningServer } from '../start-server.js';
import { type Boutique, createBoutique } from './boutique.js';

/** A shop with its server, for all tests of a file. */
export interface BoutiqueStage {
  readonly boutique: Boutique;
  /** A test that stops it and starts another puts that one here. */
  server: RunningServer;
  /** As the shop's server asks; a body is sent as JSON. */
  ask(method: string, path: string, body?: object, headers?: Record<string, string>): Promise<Response>;
}

/** Sets the stage before the tests of the file that calls it, and clears it after them. */
export function useBoutique(settings: Partial<ServerConfig> = {}): BoutiqueStage {
  const stage = {
    ask: (method, path, body, headers) =>
      fetch(stage.server.url + path, {
        method,
        headers: { Authorization: `Bearer ${stage.boutique.secretKey}`, 'Sillage-Site': 'boutique', ...headers },
        ...(body && { body: JSON.stringify(body) }),
      }),
  } as { boutique: Boutique } & BoutiqueStage;
  beforeAll(async () => {
    stage.boutique = await createBoutique(settings);
    stage.server = await stage.boutique.start();
  });
  afterAll(async () => {
    await stage.server.stop();
    stage.boutique.remove();
  });
  return stage;
}
