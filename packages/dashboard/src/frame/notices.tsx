import { lazy, Suspense, useSyncExternalStore } from 'react';
import { noticesShown } from './notify.js';

const Shown = lazy(async () => ({ default: (await import('./notices-shown.js')).Notifications }));

export function Notices() {
  const isShown = useSyncExternalStore(noticesShown.subscribe, () => noticesShown.is);
  return <Suspense fallback={null}>{isShown && <Shown />}</Suspense>;
}
