import type { Permission } from '@sillage/protocol';
import {
  type Icon,
  IconChartBar,
  IconFilter,
  IconGift,
  IconHeart,
  IconHeartbeat,
  IconKey,
  IconMoodSmile,
  IconRepeat,
  IconRoute,
  IconUsersGroup,
} from '@tabler/icons-react';
import { type ComponentType, lazy } from 'react';

/** A page of the navigation: shown to who may, once `pages/<name>/page.tsx` is there. */
export interface PageEntry {
  name: PageName;
  icon: Icon;
  /** Without it the page is hidden. */
  needs: Permission;
  Page: ComponentType;
}

/** In the order of the navigation. */
const entries = [
  ['overview', IconChartBar, 'reports:read'],
  ['interests', IconHeart, 'reports:read'],
  ['funnel', IconFilter, 'reports:read'],
  ['loyalty', IconRepeat, 'reports:read'],
  ['segments', IconUsersGroup, 'definitions:read'],
  ['offers', IconGift, 'definitions:read'],
  ['visitor', IconRoute, 'visitors:read'],
  ['satisfaction', IconMoodSmile, 'reports:read'],
  ['health', IconHeartbeat, 'health:read'],
  ['accounts', IconKey, 'accounts:manage'],
] as const satisfies readonly (readonly [string, Icon, Permission])[];
export type PageName = (typeof entries)[number][0];

/** Each is loaded when it is first opened. */
const modules = import.meta.glob<{ Page: ComponentType }>('./pages/*/page.tsx');

export const pages: readonly PageEntry[] = entries.flatMap(([name, icon, needs]) => {
  const load = modules[`./pages/${name}/page.tsx`];
  if (load === undefined) return [];
  return [{ name, icon, needs, Page: lazy(() => read(name, load)) }];
});

/** The first page brings the styles that it needs (styles.css); the others all that Mantine has. */
async function read(name: PageName, load: () => Promise<{ Page: ComponentType }>) {
  const [{ Page }] = await Promise.all([load(), name === 'overview' ? undefined : import('./all-styles.js')]);
  return { default: Page };
}
