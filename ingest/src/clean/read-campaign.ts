import type { Campaign } from '@sillage/protocol';

/**
 * The campaign that a page's path tells in its `utm_*` parameters (https://support.google.com/analytics/answer/10917952),
 * which every site keeps; undefined without a source. `/?utm_source=news&utm_campaign=soldes` → `{source, name}`
 */
export function readCampaign(path: string): Campaign | undefined {
  const query = new URLSearchParams(path.split('?')[1]);
  const read = (name: string) => query.get(`utm_${name}`)?.slice(0, 128);
  const source = read('source');
  if (!source) return undefined;
  const [medium, name, term, content] = [read('medium'), read('campaign'), read('term'), read('content')];
  return {
    source,
    ...(medium && { medium }),
    ...(name && { name }),
    ...(term && { term }),
    ...(content && { content }),
  };
}
