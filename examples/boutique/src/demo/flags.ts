import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** What the demo is told on its command line. */
export interface Flags {
  /** Port of the store; another one is taken where it is not free. */
  port: number;
  /** Port of the Sillage server; likewise. */
  serverPort: number;
  /** Absolute directory of configuration, keys and data. */
  directory: string;
  /** Shoppers of the last days to send; `undefined`: 120 where there is no data yet, else none. */
  shoppers: number | undefined;
  isHelp: boolean;
}

export const usage = `pnpm demo [-- flags]
  --port N         port of the store (8080)
  --server-port N  port of the Sillage server (8787)
  --data DIR       where configuration, keys and data are kept (.demo)
  --shoppers N     send N shoppers of the last days now (120 at the first start, then none)
  --help`;

/** Throws a `TypeError` that says what is wrong with the arguments. */
export function readFlags(args: readonly string[], base: { directory: string; relativeTo: string }): Flags {
  const { values } = parseArgs({
    args: args.filter((arg) => arg !== '--'),
    options: {
      port: { type: 'string', default: '8080' },
      'server-port': { type: 'string', default: '8787' },
      data: { type: 'string' },
      shoppers: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  return {
    port: readInteger('--port', values.port, 65_535),
    serverPort: readInteger('--server-port', values['server-port'], 65_535),
    directory: values.data === undefined ? base.directory : resolve(base.relativeTo, values.data),
    shoppers: values.shoppers === undefined ? undefined : readInteger('--shoppers', values.shoppers, 100_000),
    isHelp: values.help,
  };
}

function readInteger(flag: string, value: string, most: number): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number <= most) return number;
  throw new TypeError(`${flag} ${value}: not an integer from 0 to ${most}`);
}
