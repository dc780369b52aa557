import { listen } from './listen.js';

interface NavigationApi {
  addEventListener(type: 'currententrychange', listener: () => void): void;
}

/**
 * Calls `navigated` after each change of address within the document; the caller sees whether it is a new page.
 * The Navigation API tells (Chrome 102, Safari 26.2, Firefox 147); elsewhere history is wrapped, with its own `this`:
 * a patch that loses it breaks Next.js with an illegal invocation.
 */
export function onNavigate(navigated: () => void): void {
  const { navigation } = window as { navigation?: NavigationApi };
  if (navigation) {
    navigation.addEventListener('currententrychange', navigated);
    return;
  }
  for (const name of ['pushState', 'replaceState'] as const) {
    const original = history[name];
    history[name] = function (this: History, ...rest: Parameters<History['pushState']>) {
      original.apply(this, rest);
      navigated();
    };
  }
  listen('popstate', navigated);
}
