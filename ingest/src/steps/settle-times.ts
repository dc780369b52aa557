import type { Draft, Intake } from '../intake.js';

/**
 * Each event's time by the server's clock: what the device said, plus what its clock lacks; never in the future
 * (a clock in 2099 must not poison a decayed sum), and within a tab never before the event that came before it.
 */
export function settleTimes(drafts: readonly Draft[], { sender, receivedAt }: Intake): void {
  const latestByTab = new Map<string, number>();
  for (const { event, stored } of inBrowserOrder(drafts)) {
    const time = (event.isUntimed ? receivedAt : event.occurredAt) + (event.clockOffsetMs || sender.clockOffsetMs);
    const latest = latestByTab.get(event.tab) ?? 0;
    stored.occurredAt = Math.max(latest, Math.min(time, receivedAt));
    if (event.tab !== '') latestByTab.set(event.tab, stored.occurredAt);
  }
}

/** The tab's own order; the batch as it is where it keeps that already, as browsers send it. */
function inBrowserOrder(drafts: readonly Draft[]): readonly Draft[] {
  const lastByTab = new Map<string, number>();
  for (const { event } of drafts) {
    if (event.sequence < (lastByTab.get(event.tab) ?? 0)) {
      return [...drafts].sort((a, b) => a.event.sequence - b.event.sequence);
    }
    lastByTab.set(event.tab, event.sequence);
  }
  return drafts;
}
