/** The colours and letters of one product. Draws on 480 × 600, standing on y = 470. */
export interface Palette {
  main: string;
  second: string;
  /** Two letters of the product's name. */
  initials: string;
}
export type Draw = (palette: Palette) => string;
