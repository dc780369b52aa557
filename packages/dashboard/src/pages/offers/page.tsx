import { useParams } from 'react-router';
import { OfferDetail } from './offer-detail.js';
import { OfferList } from './offer-list.js';
import { ProductRulesEditor } from './product-rules-editor.js';
import { SlotList } from './slot-list.js';
import { rulesPath, StudioHead, slotsPath } from './studio-head.js';

/** `/<site>/offers`, `/<site>/offers/<id>` and, of signs that no id begins with, `~slots` and `~products`. */
export function Page() {
  const { '*': rest = '' } = useParams();
  const [, id, below] = rest.split('/');
  if (id === slotsPath) return <SlotList opened={below} />;
  if (id === rulesPath) {
    return (
      <>
        <StudioHead tab={rulesPath} />
        <ProductRulesEditor />
      </>
    );
  }
  return id ? <OfferDetail key={id} id={id} /> : <OfferList />;
}
