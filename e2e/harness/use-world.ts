import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { createProfile, type Profile, type Visit } from './chromium.js';
import type { PassedRequest } from './collector-path.js';
import { useBrowser } from './use-browser.js';
import { createWorld, type World, type WorldOptions } from './world.js';

/** A world for all tests of a file, and for each of them a visitor with a browser of their own, on their first visit. */
export interface Stage {
  readonly world: World;
  readonly visit: Visit;
  /** A page of the shop. */
  open(path: string): Promise<Page>;
  /** What went to the collector in this test besides the script. */
  sent(): PassedRequest[];
}

/** Sets the stage before the tests of the file that calls it, and clears it after them. */
export function useWorld(options: WorldOptions = {}): Stage {
  const stage = setWorld(options, {} as { visit: Visit });
  let profile: Profile;
  beforeEach(async () => {
    profile = await createProfile();
    stage.visit = await profile.start();
  });
  afterEach(() => profile.remove());
  return stage;
}

/** A world for the marketer's page, whose visits share one browser: nothing is sent as it is closed. */
export function useOffice(): Pick<Stage, 'world' | 'visit'> {
  const stage: Stage = setWorld(
    {},
    useBrowser(() => stage.world.node.url),
  );
  return stage;
}

function setWorld(options: WorldOptions, browser: { visit: Visit }): Stage & { visit: Visit } {
  const stage = Object.assign(browser, {
    open: (path: string) => stage.visit.open(stage.world.shop.origin + path),
    sent: () => stage.world.shop.collector.passed.filter(({ method }) => method !== 'GET'),
  }) as Stage & { world: World; visit: Visit };
  beforeAll(async () => {
    stage.world = await createWorld(options);
  });
  afterAll(() => stage.world?.close());
  beforeEach(() => {
    stage.world.shop.collector.passed.length = 0;
  });
  afterEach(() => {
    stage.world.shop.collector.fault = { kind: 'none' };
  });
  return stage;
}
