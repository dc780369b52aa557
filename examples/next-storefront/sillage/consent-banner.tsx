'use client';

import { useState } from 'react';
import { useSillage } from './provider';

/** The least that a banner needs: no is as near as yes, and both can be had again. A shop has its own; see `docs/my-shop-in-20-minutes.md`. */
export function ConsentBanner() {
  const sillage = useSillage();
  const [isOpened, setIsOpened] = useState(false);
  if (!sillage) return null;
  if (!sillage.isUndecided && !isOpened) {
    return (
      <button type="button" onClick={() => setIsOpened(true)}>
        Mes choix
      </button>
    );
  }
  const choose = (choice: 'granted' | 'denied') => {
    sillage.tracker.consent({ measurement: choice, personalisation: choice });
    setIsOpened(false);
  };
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
