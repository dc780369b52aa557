import { NativeSelect, Text } from '@mantine/core';
import { useLocation, useNavigate } from 'react-router';
import { useSession } from '../api/session.js';
import { useTexts } from '../i18n.js';
import { toOtherPage } from '../pages/links.js';
import { useAsk } from '../state/ask.js';
import { frameTexts } from '../texts/frame.js';

/** Which of the user's sites is shown; a name where there is one only. */
export function SitePicker() {
  const t = useTexts(frameTexts);
  const { sites } = useSession();
  const { site } = useAsk();
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  if (sites.length < 2) return <Text c="dimmed">{site.name}</Text>;
  const page = pathname.split('/')[3] ?? '';
  return (
    <NativeSelect
      aria-label={t('site')}
      value={site.id}
      data={sites.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={({ currentTarget: { value } }) =>
        navigate({ pathname: `/s/${value}/${page}`, search: toOtherPage(search) })
      }
    />
  );
}
