/** Milliseconds without a break. */
export const seenAfterMs = 1000;
/** Part of the element, or of the viewport where the element is too tall to be half in view. */
const seenPart = 0.5;
/** Often enough for an element of ten viewports. */
const thresholds = [0, 0.05, 0.1, 0.2, 0.3, 0.4, seenPart];

/**
 * Calls `seen` once, when at least half of the element was in view for one second without a break while the page was
 * visible: "viewable impression", MRC Viewable Ad Impression Measurement Guidelines (Media Rating Council and IAB, 2014),
 * section 2. Returns what ends it.
 */
export function watchSeen(element: Element, seen: () => void): () => void {
  let isInView = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const count = () => {
    if (!isInView || document.hidden) {
      clearTimeout(timer);
      timer = undefined;
    } else {
      timer ??= setTimeout(() => {
        stop();
        seen();
      }, seenAfterMs);
    }
  };
  const observer = new IntersectionObserver(
    (entries) => {
      isInView = isHalfInView(entries[entries.length - 1] as IntersectionObserverEntry);
      count();
    },
    { threshold: thresholds },
  );
  const stop = () => {
    clearTimeout(timer);
    observer.disconnect();
    document.removeEventListener('visibilitychange', count);
  };
  document.addEventListener('visibilitychange', count);
  observer.observe(element);
  return stop;
}

const isHalfInView = ({ isIntersecting, intersectionRatio, intersectionRect }: IntersectionObserverEntry): boolean =>
  isIntersecting && (intersectionRatio >= seenPart || intersectionRect.height >= innerHeight * seenPart);
