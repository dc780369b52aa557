import { Burger, Group, Text } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { lazy, Suspense, useEffect } from 'react';
import { Navigate, useLocation, useParams } from 'react-router';
import { useSession } from '../api/session.js';
import { useTexts } from '../i18n.js';
import { frameTexts } from '../texts/frame.js';
import { AccountPanel } from './account-panel.js';
import classes from './frame.module.css';
import { Navigation } from './navigation.js';
import { Notices } from './notices.js';
import { PageContent } from './page-content.js';
import { SitePicker } from './site-picker.js';

/** Where the navigation stands beside the page, as in frame.module.css; narrower, it is a drawer. */
const wide = '(min-width: 62em)';

const NavigationDrawer = lazy(async () => ({ default: (await import('./navigation-drawer.js')).NavigationDrawer }));

/** What stands around every page. */
export function Frame() {
  const { site } = useParams();
  const { sites } = useSession();
  if (!sites.some(({ id }) => id === site)) return <Navigate to="/" replace />;
  return <FrameOfSite />;
}

function FrameOfSite() {
  const t = useTexts(frameTexts);
  const isWide = useMediaQuery(wide, globalThis.matchMedia(wide).matches) ?? true;
  return (
    <div className={classes.frame}>
      {/* biome-ignore lint/a11y/useValidAnchor: it goes to a place of this page, by hand because of <base> */}
      <a className="skip-link" href="#content" onClick={focusContent}>
        {t('skip')}
      </a>
      <header className={classes.head}>
        <Group justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            {!isWide && <MenuButton />}
            <Text fw={700}>{t('title')}</Text>
            <SitePicker />
          </Group>
          <AccountPanel />
        </Group>
      </header>
      {isWide && (
        <div className={classes.side}>
          <Navigation />
        </div>
      )}
      <main id="content" className={classes.content} tabIndex={-1}>
        <PageContent />
      </main>
      <Notices />
    </div>
  );
}

function MenuButton() {
  const t = useTexts(frameTexts);
  const [isOpen, { open, close }] = useDisclosure(false);
  const { pathname } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page closes the drawer
  useEffect(close, [pathname]);
  return (
    <>
      <Burger size="sm" opened={isOpen} onClick={open} aria-label={t('openMenu')} aria-expanded={isOpen} />
      <Suspense fallback={null}>{isOpen && <NavigationDrawer onClose={close} />}</Suspense>
    </>
  );
}

/** By hand, for a fragment would be read from the page's base. */
function focusContent(event: React.MouseEvent): void {
  event.preventDefault();
  document.getElementById('content')?.focus();
}
