import type { Decision } from '@sillage/protocol';
import { fieldsOf, fieldsOfProduct, type Shown } from './fields.js';
import { toSafeUrl } from './safe-url.js';

/**
 * A copy of the shop's own template with the decision in it. `data-field="title"`: text. `data-field-href="url"` on a link,
 * `data-field-src="image"` and `data-field-alt="title"` on an image. What has no value goes, with all in it. A
 * `<template data-product>` in it is filled for each product and takes its place.
 */
export function fillTemplate(template: HTMLTemplateElement, decision: Decision, locale: string): Node[] {
  const copy = document.importNode(template.content, true);
  for (const inner of copy.querySelectorAll<HTMLTemplateElement>('template[data-product]')) {
    inner.replaceWith(
      ...decision.products.map((product) => {
        const item = document.importNode(inner.content, true);
        fillFields(item, fieldsOfProduct(product, locale));
        return item;
      }),
    );
  }
  fillFields(copy, fieldsOf(decision));
  return [...copy.childNodes];
}

function fillFields(root: DocumentFragment, shown: Shown): void {
  // of no element that would run what is there
  for (const attribute of ['href', 'src', 'alt']) {
    const name = `data-field-${attribute}`;
    for (const element of root.querySelectorAll(`a[${name}],img[${name}]`)) {
      const given = shown[element.getAttribute(name) as string] ?? '';
      const value = attribute === 'alt' ? given : toSafeUrl(given);
      element.removeAttribute(name);
      if (value === undefined) element.remove();
      else element.setAttribute(attribute, value);
    }
  }
  for (const element of root.querySelectorAll<HTMLElement>('[data-field]:not(script,style)')) {
    const text = shown[element.dataset.field as string];
    element.removeAttribute('data-field');
    if (text) element.textContent = text;
    else element.remove();
  }
}
