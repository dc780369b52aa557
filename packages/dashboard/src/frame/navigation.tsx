import { NavLink } from '@mantine/core';
import { NavLink as RouterLink, useLocation, useParams } from 'react-router';
import { useSession } from '../api/session.js';
import { useTexts } from '../i18n.js';
import { toOtherPage } from '../pages/links.js';
import { pages } from '../pages.js';
import { frameTexts } from '../texts/frame.js';

/** The pages that the role may see. What was asked for goes along from page to page. */
export function Navigation() {
  const t = useTexts(frameTexts);
  const { site } = useParams();
  const { pathname, search } = useLocation();
  const { permissions } = useSession();
  return (
    <nav aria-label={t('navigation')}>
      {pages
        .filter(({ needs }) => permissions.includes(needs))
        .map(({ name, icon: PageIcon }) => (
          <NavLink
            key={name}
            component={RouterLink}
            to={{ pathname: `/s/${site}/${name}`, search: toOtherPage(search) }}
            label={t(name)}
            leftSection={<PageIcon size={18} aria-hidden />}
            active={pathname.startsWith(`/s/${site}/${name}`)}
          />
        ))}
    </nav>
  );
}
