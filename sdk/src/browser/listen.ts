/**
 * Listens on the window in the capture phase: it hears what is told to the document too, and before the page can stop it.
 * A listener is in for ever; what happens once is heard once.
 */
export function listen<T extends keyof WindowEventMap>(type: T, listener: (event: WindowEventMap[T]) => void): void;
export function listen(type: string, listener: () => void): void;
export function listen(type: string, listener: EventListener): void {
  addEventListener(type, listener, true);
}
