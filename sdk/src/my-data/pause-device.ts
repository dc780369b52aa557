/**
 * The device's part of a pause: the tag's record says that nothing holds (`accepted: 0`), as after a grant that the server does not
 * know, while the choice stays as it is. All tabs hear it as they hear each other (decisions/0104).
 */
export function pauseDevice(site: string, isPaused: boolean): void {
  const key = `sillage:${site}`;
  try {
    const record = JSON.parse(localStorage.getItem(key) ?? 'null');
    if (record && (record.accepted === 0) !== isPaused) {
      localStorage.setItem(key, JSON.stringify({ ...record, accepted: isPaused ? 0 : undefined }));
    }
  } catch {
    // forbidden: the server's word counts alone
  }
  // the browser tells the other tabs by itself
  dispatchEvent(new StorageEvent('storage', { key }));
}
