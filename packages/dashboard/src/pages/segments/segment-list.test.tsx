// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { renderPage, until } from '../../testing/render-page.js';
import { SegmentList } from './segment-list.js';

it('says when segments are counted as long as none was', async () => {
  const { body } = await renderPage(<SegmentList />, (asked) =>
    asked === 'GET v1/segments' ? Response.json({ segments: [], readyMade: [] }) : Response.json({ latest: [] }),
  );
  await until(() => expect(body.textContent).toContain('each is once a day, and soon after a change.'));
});
