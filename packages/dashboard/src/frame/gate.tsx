import { Alert, Button, Center, Loader, Stack } from '@mantine/core';
import type { DashboardSession } from '@sillage/protocol';
import { lazy, Suspense } from 'react';
import { Navigate, Route, Routes } from 'react-router';
import { useFailureText } from '../api/failure.js';
import { SessionContext, useSessionQuery, useSignOut } from '../api/session.js';
import { useTexts } from '../i18n.js';
import { pages } from '../pages.js';
import { frameTexts } from '../texts/frame.js';
import { Frame } from './frame.js';

const SignInPage = lazy(async () => ({ default: (await import('../sign-in/sign-in-page.js')).SignInPage }));

/** The sign-in page until somebody is signed in; then the page of the address. */
export function Gate() {
  const { data: session, error, refetch } = useSessionQuery();
  if (session) return <SignedIn session={session} />;
  if (session === null) {
    return (
      <Suspense fallback={<Waiting />}>
        <SignInPage />
      </Suspense>
    );
  }
  return error ? <Unreached error={error} onAgain={() => void refetch()} /> : <Waiting />;
}

function Waiting() {
  const t = useTexts(frameTexts);
  return (
    <Center mih="100vh" component="main">
      <Loader aria-label={t('loading')} role="status" />
    </Center>
  );
}

function Unreached({ error, onAgain }: { error: Error; onAgain: () => void }) {
  const t = useTexts(frameTexts);
  const say = useFailureText();
  return (
    <Center mih="100vh" component="main">
      <Alert color="red" title={t('broken')}>
        <Stack>
          {say(error)}
          <Button onClick={onAgain}>{t('reload')}</Button>
        </Stack>
      </Alert>
    </Center>
  );
}

/** Sites stand below `s/`, so that no id of a site meets a path of the server. */
function SignedIn({ session }: { session: DashboardSession }) {
  const first = session.sites[0]?.id;
  const page = pages.find(({ needs }) => session.permissions.includes(needs))?.name;
  if (first === undefined || page === undefined) return <NoSites />;
  return (
    <SessionContext value={session}>
      <Routes>
        <Route path="/s/:site/*" element={<Frame />} />
        <Route path="*" element={<Navigate to={`/s/${first}/${page}`} replace />} />
      </Routes>
    </SessionContext>
  );
}

function NoSites() {
  const t = useTexts(frameTexts);
  const { mutate: signOut } = useSignOut();
  return (
    <Center mih="100vh" component="main">
      <Alert>
        <Stack>
          {t('noSites')}
          <Button variant="default" onClick={() => signOut('here')}>
            {t('signOut')}
          </Button>
        </Stack>
      </Alert>
    </Center>
  );
}
