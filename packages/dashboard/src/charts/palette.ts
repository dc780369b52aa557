/** Colours of a chart: Okabe and Ito's series, told apart by who sees colours otherwise (Nature Methods 8, 441, 2011). */
export interface Palette {
  text: string;
  line: string;
  background: string;
  series: readonly string[];
  /** From few to many. */
  scale: readonly string[];
}

const light: Palette = {
  text: '#343a40',
  line: '#ced4da',
  background: '#ffffff',
  series: ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#b58900', '#56b4e9'],
  scale: ['#e7f5ff', '#74c0fc', '#1971c2', '#0b3d70'],
};

const dark: Palette = {
  text: '#dee2e6',
  line: '#495057',
  background: '#242424',
  series: ['#56b4e9', '#e69f00', '#2dc79a', '#e29cc5', '#f0e442', '#8ab4f8'],
  scale: ['#1b2a3a', '#1c5d99', '#4dabf7', '#d0ebff'],
};

export const paletteOf = (scheme: 'light' | 'dark'): Palette => (scheme === 'dark' ? dark : light);
