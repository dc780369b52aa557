import { ActionIcon, Menu, useMantineColorScheme } from '@mantine/core';
import { IconCheck, IconUser } from '@tabler/icons-react';
import { useSession, useSignOut } from '../api/session.js';
import { useLanguage, useTexts } from '../i18n.js';
import { frameTexts } from '../texts/frame.js';

/** Language, colours, and the way out. */
export function AccountMenu() {
  const t = useTexts(frameTexts);
  const { user } = useSession();
  const { mutate: signOut } = useSignOut();
  return (
    <Menu position="bottom-end" width={260} withArrow>
      <Menu.Target>
        <ActionIcon variant="default" size="lg" aria-label={t('account', { name: user.name || user.email })}>
          <IconUser size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{user.email}</Menu.Label>
        <Languages />
        <Schemes />
        <Menu.Divider />
        <Menu.Item onClick={() => signOut('here')}>{t('signOut')}</Menu.Item>
        <Menu.Item onClick={() => signOut('everywhere')}>{t('signOutEverywhere')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

const check = <IconCheck size={14} aria-hidden />;

function Languages() {
  const t = useTexts(frameTexts);
  const [language, setLanguage] = useLanguage();
  const names = { fr: 'Français', en: 'English' };
  return (
    <>
      <Menu.Label>{t('language')}</Menu.Label>
      {(['fr', 'en'] as const).map((one) => (
        <Menu.Item
          key={one}
          lang={one}
          aria-current={one === language}
          rightSection={one === language && check}
          onClick={() => setLanguage(one)}
        >
          {names[one]}
        </Menu.Item>
      ))}
    </>
  );
}

function Schemes() {
  const t = useTexts(frameTexts);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <>
      <Menu.Label>{t('scheme')}</Menu.Label>
      {(['light', 'dark', 'auto'] as const).map((one) => (
        <Menu.Item
          key={one}
          aria-current={one === colorScheme}
          rightSection={one === colorScheme && check}
          onClick={() => setColorScheme(one)}
        >
          {t(one)}
        </Menu.Item>
      ))}
    </>
  );
}
