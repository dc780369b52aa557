import type { NotificationData } from '@mantine/notifications';
import { sayText } from '../i18n.js';
import { frameTexts } from '../texts/frame.js';

type Listener = () => void;

/** Notices are loaded with the first of them. */
export const noticesShown = {
  is: false,
  listeners: new Set<Listener>(),
  subscribe(listener: Listener) {
    noticesShown.listeners.add(listener);
    return () => void noticesShown.listeners.delete(listener);
  },
};

/** Tells in the corner of the page, and to who hears it, what was done or failed. */
export async function notify(notice: NotificationData): Promise<void> {
  const { notifications } = await import('./notices-shown.js');
  noticesShown.is = true;
  for (const listener of noticesShown.listeners) listener();
  notifications.show({ closeButtonProps: { 'aria-label': sayText(frameTexts, 'closeNotice') }, ...notice });
}
