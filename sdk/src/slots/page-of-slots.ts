import type { Slots, Told } from './create-slots.js';
import type { SlotsOptions, SlotsTracker } from './slots-options.js';

/** An element with `data-sillage-slot`, and what it shows. */
export interface Place {
  element: HTMLElement;
  slot: string;
  /** The page's own content, which is nobody's decision. */
  ownNodes: readonly Node[];
  /** The server rendered it: it is not asked for again. */
  isAdopted: boolean;
  /** It has something else than the page's own content. */
  isFilled: boolean;
  /** The decision it stands for; none while the page's own content is there for want of an answer. */
  told?: Told | undefined;
  /** The decision's content as it is shown. */
  content?: string;
  /** Ends what waits for it to be seen or used. */
  release?: (() => void) | undefined;
}

/** The state of a page's slots. */
export interface PageOfSlots {
  tracker: SlotsTracker;
  options: SlotsOptions;
  slots: Slots;
  places: Map<Element, Place>;
  /**
   * A slot may have been painted: it was parsed before this part began, or there was a frame since. The browser's own paint
   * entries say it once the frame is on the screen, which is too late: https://www.w3.org/TR/paint-timing/
   */
  isPainted: boolean;
  /** Rises with each question: the answer to an earlier one is late. */
  question: number;
  isGranted: boolean;
}
