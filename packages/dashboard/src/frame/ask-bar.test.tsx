// @vitest-environment happy-dom
import type { ReactNode } from 'react';
import { expect, it } from 'vitest';
import { Page as Health } from '../pages/health/page.js';
import { Page as Overview } from '../pages/overview/page.js';
import { Complaints } from '../pages/satisfaction/complaints.js';
import { renderPage } from '../testing/render-page.js';

const labels = ['Period', 'Compare', 'Filters'];

it.each<[string, ReactNode, string[]]>([
  ['the overview', <Overview key="" />, labels],
  ['health, where nothing is compared', <Health key="" />, ['Period', 'Filters']],
  ['complaints, which are not compared', <Complaints key="" />, ['Period', 'Filters']],
])('offers what makes a difference: on %s', async (_, page, asked) => {
  const { body } = await renderPage(page);
  const bar = body.querySelector('[role=group]');
  const named = [...(bar?.querySelectorAll('label, button') ?? [])].map((one) => one.textContent ?? '');
  expect(named).toEqual(asked);
});
