import { afterAll, afterEach, beforeAll } from 'vitest';
import { createProfile, type Profile, type Visit } from './chromium.js';
import { clearDevice } from './device.js';

/**
 * One browser for all tests of a file, for starting one takes a second. Each of them is somebody's first visit at `origin`: but for the cache
 * all that the one before left there is gone. What a page sends as it is closed may arrive in the next test.
 */
export function useBrowser(origin: () => string): { visit: Visit } {
  const stage = {} as { visit: Visit };
  let profile: Profile;
  beforeAll(async () => {
    profile = await createProfile();
    stage.visit = await profile.start();
  });
  afterAll(() => profile?.remove());
  afterEach(() => clearDevice(stage.visit.context, origin()));
  return stage;
}
