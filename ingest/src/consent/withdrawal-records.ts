import type { Purpose } from '@sillage/protocol';
import { customerVisitor } from '../derived-id.js';
import type { JournalRecord } from '../event-store.js';

interface Withdrawn {
  site: string;
  visitor: string;
  purposes: readonly Purpose[];
  at: number;
}

/**
 * A withdrawal on one device. A customer's is of all devices that are linked to them, which ClickHouse finds when it is
 * carried out, and of what was told of them without a device.
 */
export function withdrawalRecords(withdrawn: Withdrawn, customerIds: readonly string[] = []): JournalRecord[] {
  const marker = { kind: 'withdrawal', ...withdrawn } as const;
  if (withdrawn.purposes.length === 0) return [];
  if (customerIds.length === 0) return [marker];
  const ofCustomers = customerIds.map((id) => ({ ...marker, visitor: customerVisitor(withdrawn.site, id) }));
  return [{ ...marker, customerIds }, ...ofCustomers];
}
