import { Tabs } from '@mantine/core';
import { useState } from 'react';
import { PageHead } from '../../frame/page-head.js';
import { usePageName } from '../../frame/use-page-name.js';
import { useTexts } from '../../i18n.js';
import { accountsTexts } from '../../texts/accounts.js';
import { Keys } from './keys.js';
import { Looks } from './looks.js';
import { Users } from './users.js';

const parts = { users: Users, keys: Keys, looks: Looks };
type Part = keyof typeof parts;
const names: readonly Part[] = ['users', 'keys', 'looks'];

/** Who may use the page, which programs read the data, and who looked at whom; of all sites, whichever is shown. */
export function Page() {
  const t = useTexts(accountsTexts);
  const [part, setPart] = useState<Part>('users');
  return (
    <>
      <PageHead title={usePageName('accounts')} lead={t('lead')} asks="nothing" />
      <Tabs
        value={part}
        onChange={(chosen) => setPart(names.find((name) => name === chosen) ?? 'users')}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          {names.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(name)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {names.map((name) => {
          const Content = parts[name];
          return (
            <Tabs.Panel key={name} value={name}>
              <Content />
            </Tabs.Panel>
          );
        })}
      </Tabs>
    </>
  );
}
