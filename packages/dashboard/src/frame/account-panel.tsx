import { ActionIcon, Button, NativeSelect, Popover, Stack, Text, useMantineColorScheme } from '@mantine/core';
import type { Language } from '@sillage/protocol';
import { IconUser } from '@tabler/icons-react';
import { useSession, useSignOut } from '../api/session.js';
import { useLanguage, useTexts } from '../i18n.js';
import { frameTexts } from '../texts/frame.js';
import { ChangePassword } from './change-password.js';

/** Language, colours, password, and the way out. */
export function AccountPanel() {
  const t = useTexts(frameTexts);
  const { user } = useSession();
  const { mutate: signOut } = useSignOut();
  const label = t('account', { name: user.name || user.email });
  return (
    <Popover position="bottom-end" width={280} shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon variant="default" size="lg" aria-label={label}>
          <IconUser size={18} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={label}>
        <Stack gap="sm">
          <Text size="sm">{user.email}</Text>
          <Preferences />
          <ChangePassword />
          <Button variant="default" onClick={() => signOut('here')}>
            {t('signOut')}
          </Button>
          <Button variant="default" onClick={() => signOut('everywhere')}>
            {t('signOutEverywhere')}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

const languages = [
  { value: 'fr', label: 'Français' },
  { value: 'en', label: 'English' },
];

function Preferences() {
  const t = useTexts(frameTexts);
  const [language, setLanguage] = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <>
      <NativeSelect
        label={t('language')}
        value={language}
        data={languages}
        onChange={({ currentTarget: { value } }) => setLanguage(value as Language)}
      />
      <NativeSelect
        label={t('scheme')}
        value={colorScheme}
        data={(['light', 'dark', 'auto'] as const).map((value) => ({ value, label: t(value) }))}
        onChange={({ currentTarget: { value } }) => setColorScheme(value as 'light' | 'dark' | 'auto')}
      />
    </>
  );
}
