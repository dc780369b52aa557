import { type CSSVariablesResolver, createTheme } from '@mantine/core';

/** Shades with a contrast of 4.5 to 1 at least, as WCAG 2.2 asks of words. */
export const theme = createTheme({
  primaryShade: { light: 8, dark: 8 },
  autoContrast: true,
  cursorType: 'pointer',
  defaultRadius: 'md',
  respectReducedMotion: true,
  // what locks the scrolling writes a style without the nonce, which the policy refuses
  components: { Modal: { defaultProps: { lockScroll: false } } },
});

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': 'var(--mantine-color-gray-7)',
    '--mantine-color-placeholder': 'var(--mantine-color-gray-7)',
  },
  dark: {
    '--mantine-color-dimmed': 'var(--mantine-color-dark-1)',
    '--mantine-color-placeholder': 'var(--mantine-color-dark-1)',
  },
});
