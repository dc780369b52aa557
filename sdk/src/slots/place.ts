import type { Decision } from '@sillage/protocol';
import { buildTemplate } from './built-in.js';
import type { Told } from './create-slots.js';
import { fillTemplate } from './fill-template.js';
import type { Place } from './page-of-slots.js';

const defaultMark = 'data-sillage-default';
const isTemplate = (node: Node) => node.nodeName === 'TEMPLATE';
/** All in the element but the shop's templates. */
const contentNodes = ({ childNodes }: Element) => [...childNodes].filter((node) => !isTemplate(node));

/**
 * A slot that the server rendered says so: `data-sillage-decision`, `data-sillage-offer`, `data-sillage-kind`. What should
 * come back after a withdrawal it holds in `<template data-sillage-default>`.
 */
export function toPlace(element: HTMLElement): Place {
  const { sillageSlot: slot = '', sillageDecision: decisionId, sillageOffer: offerId, sillageKind } = element.dataset;
  const place: Place = { element, slot, ownNodes: contentNodes(element), isAdopted: false, isFilled: false };
  if (!decisionId) return place;
  const held = element.querySelector<HTMLTemplateElement>(`:scope>template[${defaultMark}]`);
  const kind = (sillageKind ?? 'offer') as Decision['kind'];
  return {
    ...place,
    ownNodes: held ? [...document.importNode(held.content, true).childNodes] : [],
    isAdopted: true,
    isFilled: true,
    told: { decisionId, slot, kind, offerId } as Told,
  };
}

/**
 * Shows a decision, if it can be done without moving the page under the visitor's eyes; else nothing changes, and the
 * decision is not taken over. The page's own content is there for a decision without content.
 */
export function showDecision(
  place: Place,
  decision: Decision,
  isPainted: boolean,
  buildSurvey?: (decision: Decision) => Node[],
): void {
  const content = contentOf(decision);
  if (content !== place.content) {
    const nodes = decision.survey ? buildSurvey?.(decision) : renderDecision(place.element, decision);
    // nobody has such a template
    if (!nodes && decision.kind === 'offer') return;
    if (!changeNodes(place, nodes, isPainted)) return;
  }
  place.content = content;
  place.told = decision;
}

/** The page's own content comes back, whatever moves: the visitor has withdrawn. */
export function restorePlace(place: Place): void {
  place.release?.();
  if (place.isFilled) replaceNodes(place.element, place.ownNodes);
  Object.assign(place, { isFilled: false, isAdopted: false, told: undefined, content: undefined, release: undefined });
}

/** All of a decision but what is new in each answer. */
const contentOf = (decision: Decision): string => JSON.stringify({ ...decision, decisionId: 0, validUntil: 0 });

function renderDecision(element: HTMLElement, decision: Decision): Node[] | undefined {
  if (!decision.products[0] && !Object.values(decision.content).join('')) return undefined;
  const locale = document.documentElement.lang;
  const template = element.querySelector<HTMLTemplateElement>(`:scope>template:not([${defaultMark}])`);
  return template ? fillTemplate(template, decision, locale) : buildTemplate(decision, locale);
}

function changeNodes(place: Place, nodes: readonly Node[] | undefined, isPainted: boolean): boolean {
  const { element, ownNodes, isFilled } = place;
  if (!nodes && !isFilled) return true;
  // whoever types in it, or walks through it by keyboard, would lose their place
  if (element.contains(document.activeElement)) return false;
  const shown = contentNodes(element);
  const before = element.getBoundingClientRect();
  replaceNodes(element, nodes ?? ownNodes);
  const after = element.getBoundingClientRect();
  const isSameBox = before.height === after.height && before.width === after.width;
  if (isPainted && !isSameBox && before.top < innerHeight) {
    replaceNodes(element, shown);
    return false;
  }
  place.isFilled = !!nodes;
  return true;
}

const replaceNodes = (element: Element, nodes: readonly Node[]) =>
  element.replaceChildren(...[...element.childNodes].filter(isTemplate), ...nodes);
