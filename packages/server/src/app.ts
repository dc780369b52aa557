import type { Accounts } from '@sillage/accounts';
import {
  createIngest,
  customerVisitor,
  defaultRates,
  type EventStoreStats,
  type ExemptCounter,
  type Ingest,
  type IngestOptions,
  type ProofLedger,
  type ProofSources,
  type Rates,
  type SubjectStore,
} from '@sillage/ingest';
import {
  type CatalogueCopy,
  createCatalogueRoutes,
  createComplaintRoutes,
  createDefinitionRoutes,
  createHealthRoutes,
  createLookRoutes,
  createOffersNow,
  createPersonalise,
  createPersonRoutes,
  createReportRoutes,
  createSegmentRoutes,
  type DefinitionsCopy,
  interestSettingsOf,
  type LiveVisitors,
  type PersonaliseOptions,
} from '@sillage/personalise';
import { listBannerTexts, ProblemError, toProblem } from '@sillage/protocol';
import type { Warehouse } from '@sillage/warehouse';
import { Hono, type MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { ServerConfig } from './config.js';
import { createDashboardAssets, findDashboardFolder } from './dashboard-assets.js';
import { createHealth } from './health.js';
import { mountAccounts } from './mount-accounts.js';
import { tellNodeHealth } from './node-health.js';
import { createOpenapiRoutes } from './openapi/openapi-routes.js';
import { isHttps } from './peer.js';
import { answerProbe } from './probe.js';
import type { Recommenders } from './recommenders.js';
import { createSdkAssets, findSdkFolder } from './sdk-assets.js';
import { createBatchSender } from './send-batch.js';
import { toAccepted } from './to-accepted.js';

export interface AppOptions {
  config: ServerConfig;
  logger: Logger;
  registry: Registry;
  ingest: Pick<IngestOptions, 'store' | 'reader' | 'clock' | 'random' | 'isDraining'>;
  /** What this node knows of the proofs that it wrote. */
  ledger: ProofLedger;
  live: LiveVisitors;
  recommenders: Recommenders;
  warehouse: Warehouse;
  definitions: DefinitionsCopy;
  catalogues: CatalogueCopy;
  exempt: ExemptCounter;
  /** `undefined` while their file can't be used. */
  accounts: Accounts | undefined;
  isSecretKey: PersonaliseOptions['isAuthentic'];
  findStanding: PersonaliseOptions['findStanding'];
  findCustomer: PersonaliseOptions['findCustomer'];
  onForgotten(site: string, visitor: string): void;
  isJournalWritable(): Promise<boolean>;
  whenLoaded: PersonaliseOptions['whenLoaded'];
  /** Of this process alone: as which it sends events of its own. */
  operatorKey: string;
  storeStats(): EventStoreStats;
}

/** One app of all parts, under `basePath`. */
export function createApp(options: AppOptions): Hono {
  const { config, logger } = options;
  const app = new Hono();
  const root = config.basePath === '' ? '/' : config.basePath;
  if (logger.isLevelEnabled('debug')) app.use(logRequests(logger));
  app.onError((error, context) => {
    logger.error({ err: error }, 'a request failed');
    return context.body(JSON.stringify(toProblem('internal_error')), 500, problemHeaders);
  });
  app.notFound((context) => context.body(JSON.stringify(toProblem('not_found')), 404, problemHeaders));
  app.route('/', createHealth(healthOptions(options)));
  mountSdk(app, root, options);
  mountDashboard(app, options);
  app.get(`${config.basePath}/v1/probe`, (context) => answerProbe(context, isHttps(context, config.trustedProxies)));
  const ingest = createIngest(ingestOptions(options));
  mountAccounts(app, { ...options, clock: options.ingest.clock, networkOf: ingest.networkOf });
  const personalise = personaliseOptions(options, ingest);
  app.route(root, createPersonalise(personalise));
  const { warehouse, catalogues, definitions } = options;
  app.route(root, createSegmentRoutes({ ...personalise, warehouse, definitions }));
  app.route(root, createOffersNow({ ...personalise, warehouse, definitions }));
  app.route(root, createDefinitionRoutes({ ...personalise, warehouse, definitions }));
  app.route(root, createPersonRoutes({ ...personalise, warehouse }));
  app.route(root, createLookRoutes({ ...personalise, warehouse }));
  const health = healthParts(options, ingest);
  app.route(root, createHealthRoutes({ ...personalise, warehouse, ...health }));
  app.route(root, createComplaintRoutes({ ...personalise, warehouse, ...health }));
  app.route(root, createCatalogueRoutes({ ...personalise, warehouse, catalogues }));
  app.route(root, createReportRoutes({ ...personalise, warehouse }));
  app.route(root, createOpenapiRoutes({ basePath: config.basePath, version: '1' }));
  app.route(root, ingest.app);
  return app;
}

const problemHeaders = { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' };

function mountSdk(app: Hono, root: string, { config, logger }: AppOptions): void {
  const folder = findSdkFolder();
  if (folder === undefined) logger.warn({}, 'the SDK is not built: its script is not served');
  else app.route(root, createSdkAssets(folder, config.scriptName));
}

function mountDashboard(app: Hono, { config, logger }: AppOptions): void {
  const folder = findDashboardFolder();
  if (folder === undefined) logger.warn({}, 'the dashboard is not built: its page is not served');
  else app.route('/', createDashboardAssets(folder, `${config.basePath}/dashboard`));
}

function healthOptions({ config, registry, warehouse, ingest, isJournalWritable }: AppOptions) {
  const { metricsToken } = config;
  return { isJournalWritable, isDraining: ingest.isDraining, ping: () => warehouse.ping(), registry, metricsToken };
}

function healthParts({ storeStats, operatorKey, ingest: { clock } }: AppOptions, { app, countsOf }: Ingest) {
  const startedAt = clock();
  return {
    tellNode: (site: string) => tellNodeHealth(countsOf(site), storeStats(), startedAt),
    send: createBatchSender(app, operatorKey),
  };
}

function personaliseOptions(options: AppOptions, { limitClient, verifyToken }: Ingest): PersonaliseOptions {
  const { config, logger, warehouse, ingest, live, recommenders, definitions, catalogues } = options;
  const { isSecretKey, findStanding, findCustomer } = options;
  return {
    findSite: siteFinder(config),
    hasOrigin: originFinder(config),
    warehouse,
    live,
    definitions,
    recommenderOf: (site) => recommenders.of(site),
    catalogueOf: (site) => catalogues.of(site),
    interestSettings: (site) => interestSettingsOf(site, definitions.of(site.id)),
    customerVisitor,
    tokenKeys: config.cookieKeys,
    verifyToken,
    isAuthentic: isSecretKey,
    findStanding,
    whenLoaded: options.whenLoaded,
    findCustomer,
    limitClient,
    clock: ingest.clock,
    logger,
  };
}

function proofSources({ warehouse, ledger }: AppOptions): ProofSources {
  const builtInTexts: ProofSources['builtInTexts'] = ({ name }) => [...listBannerTexts(name), ...listBannerTexts()];
  return { store: warehouse, ledger, builtInTexts };
}

function ingestOptions(options: AppOptions): IngestOptions {
  const { config, logger, registry, ingest, live, recommenders, exempt, onForgotten } = options;
  return {
    ...ingest,
    subjects: toSubjectStore(options),
    proofs: proofSources(options),
    onAccepted: (events) => {
      const accepted = toAccepted(events);
      live.accept(accepted);
      recommenders.accept(accepted);
    },
    onForgotten,
    onExemptView: exempt.count,
    findSite: siteFinder(config),
    hasOrigin: originFinder(config),
    tokenKeys: config.cookieKeys,
    trustedProxies: config.trustedProxies,
    ...(config.countryHeader !== undefined && { countryHeader: config.countryHeader }),
    rates: toRates(config.rateLimits),
    logger,
    registry,
  };
}

function toSubjectStore({ warehouse, whenLoaded, accounts }: AppOptions): SubjectStore {
  return {
    whenLoaded,
    subjectVisitors: (site, customerId) => warehouse.subjectVisitors(site, customerId),
    countKept: (query) => warehouse.countKept(query),
    forgetCustomer: async (site, customerIds) => {
      // before the warehouse, which forgets the ids: told again, the erasure goes on here
      if (!accounts) throw new ProblemError('accounts_unavailable');
      for (const customerId of customerIds) await accounts.looks.forgetCustomer(site, customerId);
      await warehouse.forgetCustomer(site, customerIds);
    },
  };
}

function siteFinder(config: ServerConfig): PersonaliseOptions['findSite'] {
  const sites = new Map(config.sites.map((site) => [site.id, site]));
  return (id) => sites.get(id);
}

function originFinder(config: ServerConfig): PersonaliseOptions['hasOrigin'] {
  const origins = new Set(config.sites.flatMap((site) => site.origins));
  return (origin) => origins.has(origin);
}

/** A second's share, given by the minute, so that a burst is not punished. */
function toRates(limits: ServerConfig['rateLimits']): Partial<Rates> {
  const toRate = (perSecond: number) => ({ requests: Math.ceil(perSecond * 60), periodMs: 60_000 });
  const { perSitePerSecond, perAddressPerSecond, perVisitorPerSecond, perKeyPerSecond } = limits;
  return {
    site: perSitePerSecond === undefined ? defaultRates.site : toRate(perSitePerSecond),
    address: perAddressPerSecond === undefined ? defaultRates.address : toRate(perAddressPerSecond),
    visitor: perVisitorPerSecond === undefined ? defaultRates.visitor : toRate(perVisitorPerSecond),
    key: perKeyPerSecond === undefined ? defaultRates.key : toRate(perKeyPerSecond),
  };
}

/** The route, not the path: what somebody typed may hold anything. */
function logRequests(logger: Logger): MiddlewareHandler {
  return async (context, next) => {
    const startedAt = performance.now();
    await next();
    const ms = Math.round(performance.now() - startedAt);
    logger.debug(
      { method: context.req.method, route: routePath(context, -1), status: context.res.status, ms },
      'request',
    );
  };
}
