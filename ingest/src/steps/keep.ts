import type { Intake } from '../intake.js';

/**
 * Durable, then counted and told. A batch of nothing but duplicates waits for the disk too: the first copy of an event
 * may still be on its way there. Throws `journal_full` and `journal_failed`.
 */
export async function keep(intake: Intake): Promise<void> {
  const { services, records, accepted, rejected, duplicates } = intake;
  if (records.length > 0) await services.store.append(records);
  else await services.store.flushed();
  services.metrics.countAccepted(accepted.length, intake.site.id);
  if (duplicates > 0) services.metrics.countDuplicates(duplicates, intake.site.id);
  for (const { reason } of rejected) services.metrics.countRejected(reason);
  if (accepted.length === 0) return;
  try {
    services.onAccepted?.(accepted);
  } catch (error) {
    services.logger.error({ err: error }, 'the listener to accepted events failed'); // they are kept all the same
  }
}
