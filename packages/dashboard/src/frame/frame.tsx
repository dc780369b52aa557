import { AppShell, Burger, Drawer, Group, Text } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { useEffect } from 'react';
import { Navigate, useLocation, useParams } from 'react-router';
import { useSession } from '../api/session.js';
import { useTexts } from '../i18n.js';
import { frameTexts } from '../texts/frame.js';
import { AccountMenu } from './account-menu.js';
import { Navigation } from './navigation.js';
import { PageContent } from './page-content.js';
import { SitePicker } from './site-picker.js';

/** Where the navigation stands beside the page; narrower, it is a drawer. */
const wide = '(min-width: 62em)';

/** What stands around every page. */
export function Frame() {
  const { site } = useParams();
  const { sites } = useSession();
  if (!sites.some(({ id }) => id === site)) return <Navigate to="/" replace />;
  return <FrameOfSite />;
}

function FrameOfSite() {
  const t = useTexts(frameTexts);
  const isWide = useMediaQuery(wide, globalThis.matchMedia(wide).matches);
  const [isOpen, { open, close }] = useDisclosure(false);
  const { pathname } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page closes the drawer
  useEffect(close, [pathname]);
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 240, breakpoint: 'md', collapsed: { mobile: true } }}
      padding="md"
    >
      {/* biome-ignore lint/a11y/useValidAnchor: it goes to a place of this page, by hand because of <base> */}
      <a className="skip-link" href="#content" onClick={focusContent}>
        {t('skip')}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            {!isWide && <Burger size="sm" opened={isOpen} onClick={open} aria-label={t('openMenu')} />}
            <Text fw={700}>{t('title')}</Text>
            <SitePicker />
          </Group>
          <AccountMenu />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm">{isWide && <Navigation />}</AppShell.Navbar>
      <Drawer
        opened={isOpen && !isWide}
        onClose={close}
        size="xs"
        title={t('navigation')}
        lockScroll={false}
        closeButtonProps={{ 'aria-label': t('closeMenu') }}
      >
        <Navigation />
      </Drawer>
      <AppShell.Main id="content" tabIndex={-1}>
        <PageContent />
      </AppShell.Main>
    </AppShell>
  );
}

/** By hand, for a fragment would be read from the page's base. */
function focusContent(event: React.MouseEvent): void {
  event.preventDefault();
  document.getElementById('content')?.focus();
}
