import { type BannerView, type Purpose, purposes, toBannerLines } from '@sillage/protocol';
import type { Speech } from './banner-options.js';

/** What a visitor can do with the banner. */
export interface Answers {
  /** A purpose is granted or not. */
  choose(isGranted: (purpose: Purpose) => boolean): void;
  /** Leaves all as it is; only who has chosen before can. */
  close?: (() => void) | undefined;
}

/** What the banner shows. */
export interface Question extends BannerView {
  speech: Speech;
  /** Address of the shop's policy. */
  policy?: string | undefined;
  /** Ticked at first: what the visitor has granted, nothing else. */
  ticked: readonly Purpose[];
}

/** An element with its properties and what is in it. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Partial<HTMLElementTagNameMap[K]>,
  ...content: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...content);
  return element;
}

/** One layer: purposes, refusal, acceptance and the choice by purpose, in the order in which a proof has their texts. */
export function makeDialog(question: Question, { choose, close }: Answers): HTMLElement {
  const { speech, gpc, policy = '', ticked } = question;
  const lines = toBannerLines(speech.texts, question);
  const next = () => lines.shift() as string;
  const boxes = new Map<Purpose, HTMLInputElement>();
  const isTicked = (purpose: Purpose) => !!boxes.get(purpose)?.checked;
  const row = (id: Purpose) => {
    const box = make('input', { type: 'checkbox', id, checked: ticked.includes(id) });
    boxes.set(id, describe(box, { describedby: `${id}-why` }));
    const label = make('label', { htmlFor: id }, next());
    return make('div', { className: 'r' }, box, label, make('p', { id: `${id}-why` }, next()));
  };
  const button = (isGranted: (purpose: Purpose) => boolean, className = '') =>
    make('button', { type: 'button', className, onclick: () => choose(isGranted) }, next());
  const onkeydown = ({ key }: KeyboardEvent) => {
    if (key === 'Escape') close?.();
  };
  const dialog = make(
    'div',
    { className: 'd', tabIndex: -1, role: 'dialog', onkeydown },
    make('h2', { id: 'title' }, next()),
    make('p', { id: 'intro' }, next()),
    ...purposes.map(row),
    make('p', { className: 'g', hidden: !gpc }, next()),
    make(
      'div',
      { className: 's' },
      button(() => false),
      // under Global Privacy Control only a tick of its own grants personalisation
      button((purpose) => purpose !== 'personalisation' || !gpc || isTicked(purpose)),
      button(isTicked, 'k'),
    ),
    make('p', { className: 'l' }, next(), ' ', make('a', { href: policy, hidden: !policy }, next())),
  );
  if (close)
    dialog.prepend(
      describe(make('button', { type: 'button', className: 'x', onclick: close }), { label: speech.texts.close }),
    );
  return describe(dialog, { labelledby: 'title', describedby: 'intro' });
}

/** As attributes: `ariaLabelledBy…` of elements is younger than the browsers that are out there. */
function describe<E extends Element>(element: E, names: Record<string, string>): E {
  for (const [name, value] of Object.entries(names)) element.setAttribute(`aria-${name}`, value);
  return element;
}
