import type { Defined, Offer, Slot } from '@sillage/protocol';
import { useSearchParams } from 'react-router';
import { useTexts } from '../../i18n.js';
import { useAsk } from '../../state/ask.js';
import { offerFormTexts } from '../../texts/offer-form.js';
import { DefinitionDetail } from '../definition-detail.js';
import { DeleteButton } from '../delete-button.js';
import { Read } from '../read.js';
import { useOffers, useSlots } from './api.js';
import { OfferEditor } from './offer-editor.js';
import { emptyOffer, toOfferForm } from './offer-form.js';
import { OfferPreview } from './offer-preview.js';
import { OfferResultsView } from './offer-results.js';

/** One offer, or a new one. */
export function OfferDetail({ id }: { id: string }) {
  const offers = useOffers();
  const slots = useSlots();
  return (
    <Read query={offers}>
      {(all) => <Read query={slots}>{(places) => <Detail id={id} offers={all} slots={places} />}</Read>}
    </Read>
  );
}

interface DetailProps {
  id: string;
  offers: readonly Defined<Offer>[];
  slots: readonly Slot[];
}

function Detail({ id, offers, slots }: DetailProps) {
  const t = useTexts(offerFormTexts);
  const known = offers.find((one) => one.id === id);
  const texts = { back: t('back'), new: t('new'), none: t('none') };
  const actions = known && (
    <DeleteButton collection="offers" id={id} name={known.name} hint={t('deleteHint')} path="offers" />
  );
  return (
    <DefinitionDetail id={id} known={known} list="offers" texts={texts} actions={actions}>
      <Editor offer={known} slots={slots} />
      {known && <OfferPreview key={known.version} offer={known} slots={slots} />}
      {known && <OfferResultsView offer={known} />}
    </DefinitionDetail>
  );
}

function Editor({ offer, slots }: { offer: Defined<Offer> | undefined; slots: readonly Slot[] }) {
  const { site } = useAsk();
  const [search] = useSearchParams();
  const begun = { ...emptyOffer, segment: search.get('segment') ?? '', slots: slots.slice(0, 1).map(({ id }) => id) };
  return <OfferEditor offer={offer} slots={slots} initial={offer ? toOfferForm(offer, site) : begun} />;
}
