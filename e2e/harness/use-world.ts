import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { createProfile, type Profile, type Visit } from './chromium.js';
import type { PassedRequest } from './collector-path.js';
import { createWorld, type World, type WorldOptions } from './world.js';

/** A world for all tests of a file, and for each of them a visitor with a profile of their own, on their first visit. */
export interface Stage {
  readonly world: World;
  readonly profile: Profile;
  readonly visit: Visit;
  /** A page of the shop. */
  open(path: string): Promise<Page>;
  /** What went to the collector in this test besides the script. */
  sent(): PassedRequest[];
}

/** Sets the stage before the tests of the file that calls it, and clears it after them. */
export function useWorld(options: WorldOptions = {}): Stage {
  const stage = {} as { world: World; profile: Profile; visit: Visit };
  beforeAll(async () => {
    stage.world = await createWorld(options);
  });
  afterAll(() => stage.world?.close());
  beforeEach(async () => {
    stage.world.shop.collector.passed.length = 0;
    stage.profile = await createProfile();
    stage.visit = await stage.profile.start();
  });
  afterEach(async () => {
    stage.world.shop.collector.fault = { kind: 'none' };
    await stage.profile.remove();
  });
  return Object.assign(stage, {
    open: (path: string) => stage.visit.open(stage.world.shop.origin + path),
    sent: () => stage.world.shop.collector.passed.filter(({ method }) => method !== 'GET'),
  });
}
