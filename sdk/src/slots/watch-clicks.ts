const usable = 'a,button,input';

/**
 * Tells a use of what can be used in the element, and a dismissal: a click on `data-sillage-dismiss`. In the capture phase:
 * the page can't stop it before, and no click is delayed. `auxclick`: a link opened in another tab.
 */
export function watchClicks(element: Element, used: (isDismissal: boolean) => void): () => void {
  const listener = ({ target }: Event) => {
    const clicked = (selector: string) => !!(target as Element).closest(selector);
    const isDismissal = clicked('[data-sillage-dismiss]');
    if (isDismissal || clicked(usable)) used(isDismissal);
  };
  element.addEventListener('click', listener, true);
  element.addEventListener('auxclick', listener, true);
  return () => {
    element.removeEventListener('click', listener, true);
    element.removeEventListener('auxclick', listener, true);
  };
}
