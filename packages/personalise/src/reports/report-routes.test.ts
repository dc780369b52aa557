import { defaultInterestSettings, type Report, type ReportCell, type ReportList } from '@sillage/protocol';
import { type NamedReport, type ReportQuestion, WarehouseError } from '@sillage/warehouse';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { site } from '../testing/site.js';
import { createReportRoutes, type ReportOptions } from './report-routes.js';

const text = (word: string) => ({ fr: word, en: word });

const sales: NamedReport = {
  name: 'sales',
  title: text('Sales'),
  definition: text('Sales.'),
  columns: [
    { name: 'topic', unit: 'text', title: text('Topic') },
    { name: 'revenue', unit: 'money', title: text('Revenue') },
    { name: 'lastAt', unit: 'time', title: text('Last') },
    { name: 'growth', unit: 'number', title: text('Growth') },
  ],
  filters: ['channel', 'source'],
  parameters: [
    { name: 'by', title: text('By'), values: ['topic', 'brand'], default: 'topic' },
    { name: 'topic', title: text('Topic') },
  ],
  empty: text('Nothing.'),
  sql: () => 'SELECT 1',
};
const visitors: NamedReport = {
  ...sales,
  name: 'visitors',
  parameters: [],
  needs: 'visitors:read',
  isOfPersons: true,
  mostRows: 9,
};

const rows: ReportCell[][] = [
  ['tentes', 123_450, Date.UTC(2026, 9, 1, 12), -1.5],
  ['=SUM(A1)', null, null, 2],
];
const now = Date.UTC(2026, 9, 5, 10);

const notAsked = () => Promise.reject(new Error('No other report is asked for here.'));

function start(over: Partial<ReportOptions['warehouse']> = {}) {
  const asked: ReportQuestion[] = [];
  const app = createReportRoutes({
    findSite: (id) => (id === site.id ? site : undefined),
    isAuthentic: (_, authorization) => authorization === 'Bearer secret',
    interestSettings: () => defaultInterestSettings,
    clock: () => now,
    logger: pino({ level: 'silent' }),
    reports: [sales, visitors],
    warehouse: {
      report: async (_, question) => {
        asked.push(question);
        return { rows, isCut: false, tookMs: 12 };
      },
      reportCoverage: async () => ({ measuredViews: 60, exemptViews: 40 }),
      exemptViews: notAsked,
      consentCounts: notAsked,
      ...over,
    },
  });
  const ask = (path: string, { key = 'secret', ...init }: RequestInit & { key?: string } = {}) =>
    app.request(path, { headers: { Authorization: `Bearer ${key}`, 'Sillage-Site': site.id }, ...init });
  return { ask, asked };
}

describe('reports over HTTP', () => {
  it('are listed with what they mean, without their SQL', async () => {
    const reply = (await (await start().ask('/v1/reports')).json()) as ReportList;
    const { sql: _, ...described } = sales;
    expect(reply.reports[0]).toEqual(described);
    expect(reply.reports[1]).toEqual({ ...described, name: 'visitors', parameters: [], needs: 'visitors:read' });
  });

  it('are listed compressed to who takes that', async () => {
    const headers = { Authorization: 'Bearer secret', 'Sillage-Site': site.id, 'Accept-Encoding': 'gzip' };
    const reply = await start().ask('/v1/reports', { headers });
    expect(reply.headers.get('Content-Encoding')).toBe('gzip');
    const plain = reply.body?.pipeThrough(new DecompressionStream('gzip'));
    expect(await new Response(plain).json()).toEqual(await (await start().ask('/v1/reports')).json());
  });

  it('tell their rows of the last 30 days with coverage, age and what it took', async () => {
    const { ask, asked } = start();
    const reply = await ask('/v1/reports/sales?topic=tentes&channel=web');
    expect(await reply.json()).toEqual({
      name: 'sales',
      site: 'boutique',
      timeZone: 'Europe/Paris',
      from: '2026-09-06',
      to: '2026-10-05',
      currency: 'EUR',
      columns: sales.columns,
      rows,
      isCut: false,
      coverage: { measuredViews: 60, exemptViews: 40 },
      computedAt: now,
      tookMs: 12,
    } satisfies Report);
    expect(reply.headers.get('Cache-Control')).toBe('private, no-store');
    expect(reply.headers.get('Age')).toBe('0');
    expect(asked).toEqual([
      {
        site: 'boutique',
        timeZone: 'Europe/Paris',
        from: '2026-09-06',
        to: '2026-10-05',
        currency: 'EUR',
        filters: { channel: 'web' },
        parameters: { by: 'topic', topic: 'tentes' },
        interests: defaultInterestSettings,
        now,
      },
    ]);
  });

  it('tell the same of another period beside it', async () => {
    const { ask, asked } = start();
    const reply = await ask('/v1/reports/sales?topic=t&from=2026-10-01&to=2026-10-02&compare=previous');
    const { compared, tookMs } = (await reply.json()) as Report;
    expect(compared).toEqual({ from: '2026-09-29', to: '2026-09-30', rows });
    expect(tookMs).toBe(24);
    expect(asked.map(({ from }) => from)).toEqual(['2026-10-01', '2026-09-29']);
  });

  it('are asked of ClickHouse once for the same question, and again for another', async () => {
    const { ask, asked } = start();
    await ask('/v1/reports/sales?topic=t');
    await ask('/v1/reports/sales.csv?topic=t&by=topic');
    expect(asked).toHaveLength(1);
    for (const other of ['topic=u', 'topic=t&by=brand', 'topic=t&currency=USD', 'topic=t&source=x']) {
      await ask(`/v1/reports/sales?${other}`);
    }
    expect(asked).toHaveLength(5);
  });

  it('are not kept where they tell of single visitors', async () => {
    const { ask, asked } = start();
    await ask('/v1/reports/visitors');
    await ask('/v1/reports/visitors');
    expect(asked).toHaveLength(2);
  });

  it.each([
    ['sales?topic=t&from=2026-02-30', 422, 'from: Invalid ISO date'],
    ['sales?topic=t&from=2026-10-06', 422, 'from, to: 1 to 1100 days'],
    ['sales?topic=t&by=colour', 422, 'by: one of topic, brand'],
    ['sales', 422, 'topic: is required'],
    ['sales?topic=t&topic=u', 422, 'topic: expected a string'],
    ['sales?topic=t&device=mobile', 422, 'Unrecognized key: "device"'],
    ['sales?topic=t&currency=eur', 422, 'currency: not an ISO 4217 code'],
    ['sales?topic=t&compare=week', 422, 'compare: one of previous, year'],
    ['constructor', 404, undefined],
    ['sales.xlsx?topic=t', 404, undefined],
  ])('%s is refused with %i', async (path, status, detail) => {
    const reply = await start().ask(`/v1/reports/${path}`);
    expect(reply.status).toBe(status);
    expect((await reply.json()) as { detail?: string }).toMatchObject(detail === undefined ? {} : { detail });
  });

  it.each(['/v1/reports', '/v1/reports/sales?topic=t'])('%s needs a key of the site', async (path) => {
    expect((await start().ask(path, { key: 'wrong' })).status).toBe(401);
  });

  it.each([
    ['too_heavy', 'report_too_heavy'],
    ['unavailable', 'warehouse_unavailable'],
  ] as const)('what ClickHouse ends as %s is told as %s', async (code, told) => {
    const { ask } = start({
      report: async () => {
        throw new WarehouseError(code, 'no');
      },
    });
    const reply = await ask('/v1/reports/sales?topic=t');
    expect(reply.status).toBe(503);
    expect(await reply.json()).toMatchObject({ code: told });
  });

  it('are stopped when who asked is gone', async () => {
    const gone = new AbortController();
    let stopped = false;
    const { ask } = start({
      report: (_, __, signal) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => {
            stopped = true;
            reject(new WarehouseError('unavailable', 'cut'));
          });
          setImmediate(() => gone.abort());
        }),
    });
    expect((await ask('/v1/reports/sales?topic=t', { signal: gone.signal })).status).toBe(499);
    expect(stopped).toBe(true);
  });
});

it.each([
  ['the report', 'report'],
  ['its compared period', 'compared'],
])('what else a report was asked with is stopped when %s fails', async (_, failing) => {
  const signals: AbortSignal[] = [];
  const run = <Answer>(name: string, signal: AbortSignal | undefined) => {
    if (name === failing) throw new WarehouseError('too_heavy', 'no');
    if (signal) signals.push(signal);
    return new Promise<Answer>(() => {});
  };
  const { ask } = start({
    report: async (_report, { from }, signal) => run(from === '2026-10-01' ? 'report' : 'compared', signal),
    reportCoverage: async (_period, signal) => run('coverage', signal),
  });
  const reply = await ask('/v1/reports/sales?topic=t&from=2026-10-01&to=2026-10-02&compare=previous');
  expect(reply.status).toBe(503);
  expect(signals.length).toBeGreaterThan(0);
  expect(signals.every(({ aborted }) => aborted)).toBe(true);
});

describe('a report as a table', () => {
  it('has money in both units, times as ISO 8601, and nothing that a spreadsheet would compute', async () => {
    const reply = await start().ask('/v1/reports/sales.csv?topic=t&from=2026-10-01&to=2026-10-02');
    expect(reply.headers.get('Content-Type')).toBe('text/csv; charset=utf-8');
    expect(reply.headers.get('Content-Disposition')).toBe('attachment; filename="sales-2026-10-01-2026-10-02.csv"');
    expect(await reply.text()).toBe(
      [
        'topic,revenue,revenueMinor,lastAt,growth,currency',
        'tentes,1234.5,123450,2026-10-01T12:00:00.000Z,-1.5,EUR',
        "'=SUM(A1),,,,2,EUR",
        '',
      ].join('\n'),
    );
  });

  it.each(['=1+1', '+1', '-1', '@x', '\tx', '\rx', '＝1'])('makes %j harmless', async (value) => {
    const { ask } = start({ report: async () => ({ rows: [[value, 1, null, 1]], isCut: false, tookMs: 1 }) });
    const table = await (await ask('/v1/reports/sales.csv?topic=t')).text();
    const first = table.split('\n')[1];
    expect(first?.startsWith(`'${value}`) || first?.startsWith(`"'${value}`)).toBe(true);
  });

  it('says of each row which period it is of where two are compared, and whether rows are missing', async () => {
    const { ask } = start({
      report: async (_, { from }) => ({ rows: [[from, 1, null, 1]], isCut: true, tookMs: 1 }),
    });
    const reply = await ask('/v1/reports/sales.csv?topic=t&from=2026-10-01&to=2026-10-02&compare=year');
    expect(reply.headers.get('Sillage-Is-Cut')).toBe('true');
    expect(await reply.text()).toBe(
      [
        'period,topic,revenue,revenueMinor,lastAt,growth,currency',
        '2026-10-01/2026-10-02,2026-10-01,0.01,1,,1,EUR',
        '2025-10-01/2025-10-02,2025-10-01,0.01,1,,1,EUR',
        '',
      ].join('\n'),
    );
  });
});
