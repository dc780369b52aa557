import { Anchor, Button, Group, Select, Text, TextInput } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { type Language, languages, type Offer, type Slot } from '@sillage/protocol';
import { useState } from 'react';
import { useFailureText } from '../../api/failure.js';
import { useTexts } from '../../i18n.js';
import { useAsk } from '../../state/ask.js';
import { offerFormTexts } from '../../texts/offer-form.js';
import { FiguresCard } from '../figures-card.js';
import { usePreview } from './api.js';
import { toPreviewAddress } from './preview-address.js';

/** The offer as it is saved, on the shop's own page: by slot and language, whose pages are remembered by this browser. */
export function OfferPreview({ offer, slots }: { offer: Offer; slots: readonly Slot[] }) {
  const t = useTexts(offerFormTexts);
  const say = useFailureText();
  const { site } = useAsk();
  const [slot, setSlot] = useState(offer.slots[0] ?? '');
  const [language, setLanguage] = useState<Language>('fr');
  const [paths, setPaths] = useLocalStorage<Record<string, string>>({
    key: `sillage-preview-${site.id}`,
    defaultValue: {},
  });
  const { mutate, data, error, isPending } = usePreview(offer.id);
  const place = `${slot} ${language}`;
  const path = paths[place] ?? `/${language}/`;
  const address = data && toPreviewAddress(site.origins[0] ?? '', path, data);
  return (
    <FiguresCard title={t('preview')} text={t('previewMeaning')} query={{ isPending: false, error: null }}>
      <Group align="flex-end">
        <Select
          label={t('previewSlot')}
          allowDeselect={false}
          data={offer.slots.map((id) => ({ value: id, label: slots.find((one) => one.id === id)?.name ?? id }))}
          value={slot}
          onChange={(chosen) => setSlot(chosen ?? slot)}
        />
        <Select
          label={t('previewLanguage')}
          allowDeselect={false}
          data={languages.map((one) => ({ value: one, label: t(one) }))}
          value={language}
          onChange={(chosen) => setLanguage((chosen ?? language) as Language)}
        />
        <TextInput
          label={t('previewPath')}
          value={path}
          onChange={({ currentTarget: { value } }) => setPaths({ ...paths, [place]: value })}
        />
        <Button variant="default" loading={isPending} onClick={() => mutate()}>
          {t('preview')}
        </Button>
      </Group>
      <div role="status">
        {error && <Text c="red">{say(error)}</Text>}
        {address && (
          <Anchor href={address} target="_blank" rel="noopener noreferrer" data-preview>
            {t('previewOpen')}
          </Anchor>
        )}
      </div>
    </FiguresCard>
  );
}
