import { Modal, type ModalProps } from '@mantine/core';
import { useTexts } from '../i18n.js';
import { frameTexts } from '../texts/frame.js';

export type DialogProps = Omit<ModalProps, 'opened' | 'closeButtonProps'>;

/** Mantine's, open as long as it is there; the cross that closes it has a name. */
export function Dialog(props: DialogProps) {
  const t = useTexts(frameTexts);
  return <Modal opened closeButtonProps={{ 'aria-label': t('close') }} {...props} />;
}
