import { Alert, Button, Center, Loader, Stack } from '@mantine/core';
import { Component, type ReactNode, Suspense, useEffect } from 'react';
import { useLocation, useParams } from 'react-router';
import { useSession } from '../api/session.js';
import { useTexts } from '../i18n.js';
import { pages } from '../pages.js';
import { frameTexts } from '../texts/frame.js';

/** The page that the address names. */
export function PageContent() {
  const t = useTexts(frameTexts);
  const { site, '*': rest = '' } = useParams();
  const { permissions } = useSession();
  const name = rest.split('/')[0];
  const entry = pages.find((page) => page.name === name && permissions.includes(page.needs));
  const title = entry ? t(entry.name) : t('title');
  useEffect(() => {
    document.title = `${title} – ${site} – Sillage`;
  }, [title, site]);
  useFocusOnPage(entry?.name);
  if (entry === undefined) return <Alert>{t('noPage')}</Alert>;
  return (
    <Boundary key={`${site} ${entry.name}`} fallback={<Broken />}>
      <Suspense fallback={<Loading />}>
        <entry.Page />
      </Suspense>
    </Boundary>
  );
}

/** Who went to another page by the keyboard or hears it reads on from its beginning; the first page leaves the focus alone. */
function useFocusOnPage(name: string | undefined): void {
  const { key } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another page moves the focus, not another period
  useEffect(() => {
    if (key !== 'default') document.getElementById('content')?.focus({ preventScroll: true });
  }, [name]);
}

function Loading() {
  const t = useTexts(frameTexts);
  return (
    <Center mih={240}>
      <Loader aria-label={t('loading')} role="status" />
    </Center>
  );
}

function Broken() {
  const t = useTexts(frameTexts);
  return (
    <Alert color="red" title={t('broken')}>
      <Stack align="flex-start">
        <Button onClick={() => location.reload()}>{t('reload')}</Button>
      </Stack>
    </Alert>
  );
}

interface BoundaryProps {
  fallback: ReactNode;
  children: ReactNode;
}

/** A fault of a page, or one that could not be loaded after a new version was put up, leaves the navigation standing. */
class Boundary extends Component<BoundaryProps, { isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError() {
    return { isBroken: true };
  }

  override render() {
    return this.state.isBroken ? this.props.fallback : this.props.children;
  }
}
