import {
  expectedTransactions,
  expectedTransactionsOfNewcomer,
  fitBgNbd,
  type PurchasePast,
  probabilityAlive,
} from '@sillage/lifetime';
import { readRows } from '../import/read-rows.js';
import { CommandError, type Io } from './io.js';

/** Columns of the file. */
export interface LifetimeFlags {
  frequency: string;
  recency: string;
  age: string;
}

/** The customer whom Fader, Hardie and Lee take as an example: 1.226 transactions in the next 39 weeks. */
const example = { past: { frequency: 2, recency: 30.43, age: 38.86 }, weeks: 39 };

/** Fits BG/NBD on the customers of a file and prints one line of JSON: the parameters, the log-likelihood, and what they expect. */
export async function runEvaluateLifetime(path: string, flags: LifetimeFlags, io: Io): Promise<void> {
  const pasts = await readPasts(path, flags);
  const model = fitBgNbd(pasts);
  if ('reason' in model) throw new CommandError(`${path}: no model (${model.reason})`);
  const expected = expectedTransactions(model, example.past, example.weeks);
  const figures = {
    persons: pasts.length,
    ...model,
    newcomerTransactionsIn39Weeks: expectedTransactionsOfNewcomer(model, example.weeks),
    exampleTransactionsIn39Weeks: expected,
    exampleProbabilityAlive: probabilityAlive(model, example.past),
  };
  io.out(JSON.stringify(figures));
}

async function readPasts(path: string, { frequency, recency, age }: LifetimeFlags): Promise<PurchasePast[]> {
  const source = readRows(path, undefined, [frequency, recency, age]);
  const pasts: PurchasePast[] = [];
  try {
    for await (const { line, values } of source.rows) {
      const numberOf = (column: string) => {
        const value = Number(values[column] || Number.NaN);
        if (value >= 0 && Number.isFinite(value)) return value;
        throw new CommandError(`${path}, line ${line}: ${column} is not a number of at least 0`);
      };
      pasts.push({ frequency: numberOf(frequency), recency: numberOf(recency), age: numberOf(age), persons: 1 });
    }
  } finally {
    source.close();
  }
  return pasts;
}
