import { Alert, Button, Center, Paper, PasswordInput, Stack, TextInput, Title } from '@mantine/core';
import { type FormEvent, useEffect } from 'react';
import { useFailureText } from '../api/failure.js';
import { useOpenSessions, useSignIn, useSignOut } from '../api/session.js';
import { useLanguage, useTexts } from '../i18n.js';
import { signInTexts } from '../texts/sign-in.js';

/** Who nobody knows yet sees this at every address. */
export function SignInPage() {
  const t = useTexts(signInTexts);
  const [language, setLanguage] = useLanguage();
  const other = language === 'fr' ? 'en' : 'fr';
  useEffect(() => {
    document.title = `${t('title')} – Sillage`;
  }, [t]);
  return (
    <Center mih="100vh" p="md" component="main">
      <Paper withBorder p="xl" w="100%" maw={400}>
        <Stack>
          <Title order={1} size="h2">
            {t('title')}
          </Title>
          <StillOpen />
          <SignInForm />
          <Button variant="subtle" lang={other} onClick={() => setLanguage(other)}>
            {other === 'fr' ? 'Français' : 'English'}
          </Button>
        </Stack>
      </Paper>
    </Center>
  );
}

/** Who left believes to be signed out: where the server does not know of it, that is said. */
function StillOpen() {
  const t = useTexts(signInTexts);
  const say = useFailureText();
  const open = useOpenSessions();
  const { mutate: signOut, isPending } = useSignOut();
  if (open === null) return null;
  return (
    <Alert color="red" role="alert" title={t('stillOpen')}>
      <Stack>
        {`${say(open.error)} ${t('stillOpenMeaning')}`}
        <Button variant="default" loading={isPending} onClick={() => signOut(open.where)}>
          {t('signOutAgain')}
        </Button>
      </Stack>
    </Alert>
  );
}

function SignInForm() {
  const t = useTexts(signInTexts);
  const say = useFailureText();
  const { mutate, error, isPending } = useSignIn();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    mutate({ email: String(fields.get('email')), password: String(fields.get('password')) });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        {error && (
          <Alert color="red" role="alert">
            {say(error)}
          </Alert>
        )}
        <TextInput name="email" type="email" label={t('email')} autoComplete="username" required autoFocus />
        <PasswordInput
          name="password"
          label={t('password')}
          autoComplete="current-password"
          required
          visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
        />
        <Button type="submit" loading={isPending}>
          {t('submit')}
        </Button>
      </Stack>
    </form>
  );
}
