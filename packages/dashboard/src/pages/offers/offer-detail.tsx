import { Alert, Anchor, Skeleton, Stack } from '@mantine/core';
import type { Defined, Offer, Slot } from '@sillage/protocol';
import { Link, useSearchParams } from 'react-router';
import { useFailureText } from '../../api/failure.js';
import { useFormat } from '../../format/use-format.js';
import { PageHead } from '../../frame/page-head.js';
import { useTexts } from '../../i18n.js';
import { useAsk } from '../../state/ask.js';
import { offerFormTexts } from '../../texts/offer-form.js';
import { newId, useLinks } from '../links.js';
import { useOffers, useSlots } from './api.js';
import { OfferEditor } from './offer-editor.js';
import { emptyOffer, toOfferForm } from './offer-form.js';
import { OfferPreview } from './offer-preview.js';
import { OfferResultsView } from './offer-results.js';

/** One offer, or a new one. */
export function OfferDetail({ id }: { id: string }) {
  const t = useTexts(offerFormTexts);
  const say = useFailureText();
  const format = useFormat();
  const toLink = useLinks();
  const offers = useOffers();
  const slots = useSlots();
  const known = offers.data?.find((one) => one.id === id);
  const error = offers.error ?? slots.error;
  if (error) return <Alert color="red">{say(error)}</Alert>;
  if (!offers.data || !slots.data) return <Skeleton height={320} />;
  if (!known && id !== newId) return <Alert>{t('none')}</Alert>;
  return (
    <>
      <Anchor component={Link} to={toLink('offers')} size="sm">
        {t('back')}
      </Anchor>
      <PageHead
        title={known?.name ?? t('new')}
        hasAsk={false}
        {...(known && { lead: t('version', { version: known.version, time: format(known.changedAt, 'time') }) })}
      />
      <Stack>
        <Editor offer={known} slots={slots.data} />
        {known && <OfferPreview key={known.version} offer={known} slots={slots.data} />}
        {known && <OfferResultsView offer={known} />}
      </Stack>
    </>
  );
}

function Editor({ offer, slots }: { offer: Defined<Offer> | undefined; slots: readonly Slot[] }) {
  const { site } = useAsk();
  const [search] = useSearchParams();
  const begun = { ...emptyOffer, segment: search.get('segment') ?? '', slots: slots.slice(0, 1).map(({ id }) => id) };
  return <OfferEditor offer={offer} slots={slots} initial={offer ? toOfferForm(offer, site) : begun} />;
}
