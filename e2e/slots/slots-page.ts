import type { Page } from 'playwright-core';
import type { PageOptions } from '../harness/collecting-shop.js';

interface SlotsPageOptions extends PageOptions {
  /** Attributes of the tag of the slots. */
  tag?: string;
}

/** What a machine with more to do needs to answer in. */
const patient = 'data-limit-ms="5000"';

/** A page whose `<head>` has the tag of the slots, after the tracker's. */
export const withSlots = (
  body: string,
  { head = '', tag = patient, ...options }: SlotsPageOptions = {},
): PageOptions => ({
  ...options,
  head: `<script async src="/sillage/sillage-slots.js" ${tag}></script>
<link rel="stylesheet" href="data:text/css,.box{height:300px;overflow:hidden}body{margin:0}">${head}`,
  body,
});

export const hero = '<div class="box" data-sillage-slot="hero"><p>Bienvenue</p></div>';
export const filler = '<p>Sous la bannière</p>';

/** Sums what Chromium's own entries tell of a page, from its first frame: https://wicg.github.io/layout-instability/ */
export function watchShifts(): void {
  const watched = window as unknown as { shifts: number };
  watched.shifts = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as unknown as { value: number; hadRecentInput: boolean }[]) {
      if (!entry.hadRecentInput) watched.shifts += entry.value;
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

/** After two more frames, so that the last shift has been told. */
export const readShifts = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const tell = () => setTimeout(() => resolve((window as unknown as { shifts: number }).shifts), 100);
        requestAnimationFrame(() => requestAnimationFrame(tell));
      }),
  );
