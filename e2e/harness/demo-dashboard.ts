import { request } from 'playwright-core';
import { type DemoStore, startDemo } from './demo.js';

/** The marketer's page of a demonstration store, and the session of its admin. */
export interface DemoDashboard {
  readonly demo: DemoStore;
  /** Ends in `/dashboard/s/<site>/`. */
  readonly url: string;
  readonly cookies: { name: string; value: string; domain: string; path: string }[];
  remove(): Promise<void>;
}

/** Starts the store with shoppers of the last weeks, and signs in as the output of the demo tells. */
export async function openDemoDashboard(shoppers = 120): Promise<DemoDashboard> {
  const demo = await startDemo({ shoppers });
  const [, email, password] = /e-mail\s+(\S+)\s+password\s+(\S+)/.exec(demo.output()) ?? [];
  const url = `${demo.serverUrl}/dashboard/`;
  const client = await request.newContext({ extraHTTPHeaders: { origin: new URL(url).origin } });
  const reply = await client.post(`${url}session`, { data: { email, password } });
  if (!reply.ok()) throw new Error(`The sign-in was answered ${reply.status()}: ${await reply.text()}`);
  const { cookies } = await client.storageState();
  await client.dispose();
  return { demo, url: `${url}s/escale/`, cookies, remove: demo.remove };
}
