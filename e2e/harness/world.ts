import type { ClickHouse } from './clickhouse.js';
import { type Engine, startEngine } from './engine.js';
import { openShop, type Shop } from './shop.js';
import { createAccount, createNode, type ShopAccount, type SillageNode } from './sillage.js';

/** A shop with its collector and its ClickHouse, all real. */
export interface World {
  readonly shop: Shop;
  readonly node: SillageNode;
  readonly clickhouse: ClickHouse;
  readonly account: ShopAccount;
  /** A further ingest node of the same shop on the same ClickHouse, with its own data directory. */
  addNode(): Promise<SillageNode>;
  /** Ends every process and removes every directory. */
  close(): Promise<void>;
}

export interface WorldOptions {
  /** Further keys of `sillage.json`. */
  settings?: Record<string, unknown>;
  siteSettings?: Record<string, unknown>;
}

export async function createWorld({ settings = {}, siteSettings = {} }: WorldOptions = {}): Promise<World> {
  const engine = await startEngine();
  const shop = await openShop();
  const account = createAccount();
  const nodes: SillageNode[] = [];
  const close = async () => {
    await Promise.all(nodes.map((node) => node.remove()));
    await shop.close();
    await engine.remove();
  };
  const addNode = () => startNode({ engine, shop, account, nodes, settings, siteSettings });
  try {
    const node = await addNode();
    shop.collector.target = node.url;
    return { shop, node, clickhouse: engine.clickhouse, account, addNode, close };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Parts {
  engine: Engine;
  shop: Shop;
  account: ShopAccount;
  nodes: SillageNode[];
  settings: Record<string, unknown>;
  siteSettings: Record<string, unknown>;
}

async function startNode({ engine, shop, account, nodes, settings, siteSettings }: Parts): Promise<SillageNode> {
  const node = await createNode({
    account,
    origins: [shop.origin],
    clickhouseUrl: engine.clickhouse.url,
    settings,
    siteSettings,
  });
  nodes.push(node);
  await node.start();
  return node;
}
