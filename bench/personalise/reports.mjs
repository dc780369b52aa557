import { setTimeout as delay } from 'node:timers/promises';

/** One page of a dashboard and more: of each kind some, the heaviest too. */
const names = [
  'overview',
  'overview-by-day',
  'overview-by',
  'visits-by-day',
  'funnel',
  'abandoned-carts',
  'interests',
  'interests-by-week',
  'retention',
  'rfm',
];

const day = 86_400_000;

/** Asks for ten reports at once, again and again, each time of other days so that none is known; until `stop`, which tells how many came. */
export function askReports({ url, site, secretKey, now }) {
  let isStopped = false;
  let answered = 0;
  const ask = async (name, turn) => {
    const from = new Date(now - (29 + (turn % 20)) * day).toISOString().slice(0, 10);
    const to = new Date(now).toISOString().slice(0, 10);
    const answer = await fetch(`${url}/v1/reports/${name}?from=${from}&to=${to}`, {
      headers: { authorization: `Bearer ${secretKey}`, 'sillage-site': site },
    });
    if (!answer.ok) throw new Error(`${name} was answered ${answer.status}: ${await answer.text()}`);
    await answer.arrayBuffer();
    answered += 1;
  };
  const asking = names.map(async (name) => {
    for (let turn = 0; !isStopped; turn++) await ask(name, turn);
  });
  return {
    /** Once all ten wait or run. */
    begun: delay(500),
    async stop() {
      isStopped = true;
      await Promise.all(asking);
      return answered;
    },
  };
}
