import { stub, tagOf } from '../tag.js';
import { type Finding, failed, ok, warning } from './finding.js';
import type { ShopPage, Tag } from './shop-page.js';

/** Whether what the shop pastes is in the page, whole. */
export function checkTag(page: ShopPage): Finding[] {
  const [tag] = page.tags;
  if (!tag) {
    const paste = tagOf('…').replace('\n', '');
    return [failed('tag', 'no script with data-site in the HTML', `paste into every page: ${paste}`)];
  }
  if (page.tags.length > 1) {
    return [warning('tag', `${page.tags.length} tags in one page`, 'keep one: each would count')];
  }
  if (!tag.isAsync) return [warning('tag', `site "${tag.site}", without async`, 'add async: the page waits for it')];
  return [ok('tag', `site "${tag.site}", script ${tag.src.href}`)];
}

/** Without the stub a call before the script is there ends in `sillage is not defined`. */
export function checkStub({ inlineScripts }: ShopPage, { global }: Tag): Finding {
  const isThere = inlineScripts.some(({ text }) => text.includes(global) && /\.q\b/.test(text));
  if (isThere) return ok('stub', 'calls before the script is there are queued');
  const remedy = `paste before the tag: <script>${stub}</script>`;
  return warning('stub', `a call before the script is there fails: “${global} is not defined”`, remedy);
}
