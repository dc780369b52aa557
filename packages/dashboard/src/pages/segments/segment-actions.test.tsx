// @vitest-environment happy-dom
import { readyMadeSegments, type Segment } from '@sillage/protocol';
import { expect, it } from 'vitest';
import { find, renderPage, until } from '../../testing/render-page.js';
import { SegmentActions } from './segment-actions.js';

const [readyMade] = readyMadeSegments('EUR') as [Segment, ...Segment[]];

it.each([
  [readyMade.id, 'The ready-made segment of the same identifier comes back'],
  ['my-own', 'Draft offers that refer to it will not hold any more.'],
])('says what becomes of offers once %s is deleted', async (id, words) => {
  const { body } = await renderPage(<SegmentActions segment={{ ...readyMade, id, version: 2 }} />);
  find(body, 'button', 'Delete').click();
  await until(() => expect(body.querySelector('[role=dialog]')?.textContent).toContain(words));
});
