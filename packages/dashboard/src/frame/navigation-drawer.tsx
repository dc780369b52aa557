import '@mantine/core/styles.css';
import { Drawer } from '@mantine/core';
import { useTexts } from '../i18n.js';
import { frameTexts } from '../texts/frame.js';
import { Navigation } from './navigation.js';

/** The navigation of a narrow screen. */
export function NavigationDrawer({ onClose }: { onClose: () => void }) {
  const t = useTexts(frameTexts);
  return (
    <Drawer
      opened
      onClose={onClose}
      size="xs"
      title={t('navigation')}
      lockScroll={false}
      closeButtonProps={{ 'aria-label': t('closeMenu') }}
    >
      <Navigation />
    </Drawer>
  );
}
