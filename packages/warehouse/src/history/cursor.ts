import { uuidPattern } from '@sillage/protocol';

/** The last session that an earlier page gave. */
export interface HistoryCursor {
  startedAt: number;
  sessionId: string;
}

/** A place in a history: stable while newer sessions arrive. */
export function writeCursor({ startedAt, sessionId }: HistoryCursor): string {
  return `${startedAt.toString(36)}.${sessionId}`;
}

/** `undefined` for what `writeCursor` did not write. */
export function readCursor(text: string): HistoryCursor | undefined {
  const [time = '', sessionId = ''] = text.split('.');
  if (!/^[0-9a-z]{1,9}$/.test(time) || !uuidPattern.test(sessionId)) return undefined;
  return { startedAt: Number.parseInt(time, 36), sessionId };
}

/** What a caller can check before it asks: `Warehouse.history` refuses any other. */
export function isHistoryCursor(text: string): boolean {
  return readCursor(text) !== undefined;
}
