'use client';

import { createTracker, type Tracker } from '@sillage/sdk';
import { type ShownSlots, showSlots } from '@sillage/sdk/slots';
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react';

export interface Sillage {
  tracker: Tracker;
  slots: ShownSlots;
  /** The visitor has not been asked yet, or has to be asked again. */
  isUndecided: boolean;
  /** Personalisation is granted, and the server knows. */
  isGranted: boolean;
}

const SillageContext = createContext<Sillage | undefined>(undefined);

/** `undefined` on the server, and until the visitor's choice is known. */
export const useSillage = (): Sillage | undefined => useContext(SillageContext);

/** Starts the tracker, and what adopts and fills the page's slots, once. */
export function SillageProvider({ site, children }: { site: string; children: ReactNode }) {
  const [sillage, setSillage] = useState<Sillage>();
  const isStarted = useRef(false);
  useEffect(() => {
    // development runs effects twice
    if (isStarted.current) return;
    isStarted.current = true;
    const tracker = createTracker({ site });
    const slots = showSlots(tracker, { site });
    addEventListener(`sillage:${site}`, () => {
      const { purposes, isSettled, expiresAt } = tracker.getState();
      const isGranted = isSettled && purposes.includes('personalisation');
      setSillage({ tracker, slots, isGranted, isUndecided: expiresAt === 0 });
    });
  }, [site]);
  return <SillageContext value={sillage}>{children}</SillageContext>;
}
