import type { Device } from '@sillage/warehouse';
import { isbot } from 'isbot';
import { LRUCache } from 'lru-cache';

/** What is kept of a user agent. */
export interface UserAgent {
  device: Device;
  isBot: boolean;
}

export type ReadUserAgent = (userAgent: string) => UserAgent;

/** What stands behind this length tells no device any more. */
const readLength = 512;

/** Remembers, for a shop's visitors share few user agents and reading one costs a large regular expression. */
export function createUserAgentReader(remembered = 5_000): ReadUserAgent {
  const known = new LRUCache<string, UserAgent>({ max: remembered });
  return (userAgent) => {
    const text = userAgent.slice(0, readLength);
    const found = known.get(text);
    if (found) return found;
    const read = { device: deviceOf(text), isBot: isbot(text) };
    known.set(text, read);
    return read;
  };
}

/**
 * The device class by the words that browsers agreed on (MDN, "Browser detection using the user agent"): tablets of
 * Android lack `Mobile`. iPadOS says it is a Macintosh, and is taken for one.
 */
function deviceOf(userAgent: string): Device {
  if (/iPad|Tablet|PlayBook|Silk|Android(?!.*Mobile)/i.test(userAgent)) return 'tablet';
  if (/Mobi|iPhone|iPod|Android/i.test(userAgent)) return 'mobile';
  if (/Windows NT|Macintosh|X11|CrOS|Linux/i.test(userAgent)) return 'desktop';
  return 'other';
}
