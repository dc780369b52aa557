'use client';

import { useSillage } from './provider';

/** The least that a banner needs: no is as near as yes. A shop has its own; see `docs/my-shop-in-20-minutes.md`. */
export function ConsentBanner() {
  const sillage = useSillage();
  if (!sillage?.isUndecided) return null;
  const choose = (choice: 'granted' | 'denied') =>
    sillage.tracker.consent({ measurement: choice, personalisation: choice });
  return (
    <aside className="consent" aria-label="Vos choix">
      <p>Nous aimerions vous reconnaître, et vous montrer ce que vous cherchez.</p>
      <button type="button" onClick={() => choose('denied')}>
        Refuser
      </button>
      <button type="button" onClick={() => choose('granted')}>
        Accepter
      </button>
    </aside>
  );
}
