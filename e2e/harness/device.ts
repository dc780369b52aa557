import type { BrowserContext, CDPSession, Page } from 'playwright-core';

/** All that a browser holds for an origin, as its own inspector tells it. */
export interface Device {
  /** Names. */
  cookies: string[];
  /** Key → value. */
  localStorage: Record<string, string>;
  sessionStorage: Record<string, string>;
  /** `database/store/key` → JSON of the value. */
  indexedDb: Record<string, string>;
  caches: string[];
  serviceWorkers: string[];
}

/** Asks the inspector, not the page: also what script can't see (HttpOnly) and what the page's code might hide. */
export async function inspectDevice(page: Page): Promise<Device> {
  const session = await page.context().newCDPSession(page);
  const { origin } = new URL(page.url());
  const { cookies } = await session.send('Network.getCookies', { urls: [origin] });
  const device: Device = {
    cookies: cookies.map((cookie) => cookie.name).sort(),
    localStorage: await readStorage(session, origin, true),
    sessionStorage: await readStorage(session, origin, false),
    indexedDb: await readIndexedDb(session, origin),
    caches: await listCaches(session, origin),
    serviceWorkers: await page.evaluate(async () =>
      (await navigator.serviceWorker.getRegistrations()).map((registration) => registration.scope),
    ),
  };
  await session.detach();
  return device;
}

/** Closes all pages and takes away all that the browser holds for an origin: whoever comes next is on their first visit. */
export async function clearDevice(context: BrowserContext, origin: string): Promise<void> {
  const before = context.pages();
  const bare = await context.newPage();
  for (const page of before) await page.close();
  const session = await context.newCDPSession(bare);
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
  await context.clearCookies();
  await session.detach();
}

async function listCaches(session: CDPSession, origin: string): Promise<string[]> {
  const { caches } = await session.send('CacheStorage.requestCacheNames', { securityOrigin: origin });
  return caches.map((cache) => cache.cacheName);
}

async function readStorage(session: CDPSession, origin: string, isLocalStorage: boolean) {
  const storageId = { securityOrigin: origin, isLocalStorage };
  const { entries } = await session.send('DOMStorage.getDOMStorageItems', { storageId });
  return Object.fromEntries(entries as [string, string][]);
}

async function readIndexedDb(session: CDPSession, origin: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  const { databaseNames } = await session.send('IndexedDB.requestDatabaseNames', { securityOrigin: origin });
  for (const databaseName of databaseNames) {
    const { databaseWithObjectStores } = await session.send('IndexedDB.requestDatabase', {
      securityOrigin: origin,
      databaseName,
    });
    for (const { name: objectStoreName } of databaseWithObjectStores.objectStores) {
      const { objectStoreDataEntries } = await session.send('IndexedDB.requestData', {
        securityOrigin: origin,
        databaseName,
        objectStoreName,
        skipCount: 0,
        pageSize: 10_000,
      });
      for (const entry of objectStoreDataEntries) {
        const key = `${databaseName}/${objectStoreName}/${entry.primaryKey.value}`;
        found[key] = JSON.stringify(entry.value.value ?? entry.value.preview ?? null);
      }
    }
  }
  return found;
}
