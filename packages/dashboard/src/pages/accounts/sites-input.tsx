import { Checkbox, Stack } from '@mantine/core';
import { useSession } from '../../api/session.js';
import { useTexts } from '../../i18n.js';
import { accountsTexts } from '../../texts/accounts.js';

/** The sites that one may give; one that is gone from the configuration stays until it is taken away. */
export function SitesInput({ value, onChange }: { value: string[]; onChange: (sites: string[]) => void }) {
  const t = useTexts(accountsTexts);
  const { sites } = useSession();
  return (
    <Checkbox.Group label={t('sites')} description={t('sitesHint')} value={value} onChange={onChange}>
      <Stack gap="xs" mt={4}>
        {sites.map(({ id, name }) => (
          <Checkbox key={id} value={id} label={name} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}
