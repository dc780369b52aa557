'use client';

import type { Decision, PersonaliseContext } from '@sillage/sdk/slots';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useSillage } from './provider';

interface CartOfferProps {
  lines: NonNullable<PersonaliseContext['cart']>;
  /** What is there without an offer. */
  children: ReactNode;
}

/** The headless mode: the component asks and renders, the SDK tells when it was seen, used or dismissed. */
export function CartOffer({ lines, children }: CartOfferProps) {
  const sillage = useSillage();
  const box = useRef<HTMLElement>(null);
  const [decision, setDecision] = useState<Decision>();
  const { slots, isGranted } = sillage ?? {};
  const cart = JSON.stringify(lines);
  useEffect(() => {
    let isCurrent = true;
    setDecision(undefined);
    if (!isGranted) return;
    void slots?.personalise({ slots: ['cart'], context: { cart: JSON.parse(cart) } }).then((reply) => {
      if (isCurrent) setDecision(reply?.decisions.cart);
    });
    return () => {
      isCurrent = false;
    };
  }, [slots, isGranted, cart]);
  useEffect(() => {
    if (!slots || !decision || !box.current) return;
    return slots.watch(box.current, decision, () => setDecision(undefined));
  }, [slots, decision]);
  return (
    <section className="cart-offer" ref={box}>
      {decision?.kind === 'offer' ? <p>{decision.content.title}</p> : children}
    </section>
  );
}
