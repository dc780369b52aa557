import { z } from 'zod';
import { type ReportDescription, reportComparisons } from './report.js';

/** Values that every report may be asked with, each once. */
const shared = {
  site: z.string().min(1).max(64),
  from: z.iso.date(),
  to: z.iso.date(),
  compare: z.enum(reportComparisons),
  currency: z.string().regex(/^[A-Z]{3}$/, 'not an ISO 4217 code'),
};

/** The values of the query of `GET /v1/reports/{name}`: what the report does not know is refused. */
export function toReportQuerySchema({ filters, parameters }: Pick<ReportDescription, 'filters' | 'parameters'>) {
  const named = parameters.map(({ name, values, default: usual }) => {
    const value: z.ZodType<string> = values ? z.enum(values) : z.string().min(1).max(256);
    return [name, usual === undefined ? value : value.default(usual)] as const;
  });
  const shape: Record<string, z.ZodType<string>> = {
    ...Object.fromEntries(Object.entries(shared).map(([name, value]) => [name, value.exactOptional()])),
    ...Object.fromEntries(filters.map((name) => [name, z.string().min(1).max(100).exactOptional()])),
    ...Object.fromEntries(named),
  };
  return z.strictObject(shape);
}
