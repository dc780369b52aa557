const word = /[^\s/?&=#"'<>]+/g;
const longRun = /[\w-]{20,}(\.[\w-]+)*/g;

/**
 * Text without what looks like an e-mail address or a token: none leaves the browser. The server cleans again
 * (`cleanText` of the protocol), with more care for what is neither. Each text is looked at once, however long.
 */
export const cleanText = (text: string): string =>
  text
    .replace(word, (part) => (/.(@|%40)[^@%]*\.[a-z]{2}/i.test(part) ? '[email]' : part))
    .replace(longRun, (run) => (isToken(run) ? '[token]' : run));

/** Not a slug such as `chaussures-de-randonnee-2026`. */
const isToken = (run: string) =>
  /\d/.test(run) &&
  ((run !== run.toLowerCase() && run !== run.toUpperCase()) || /^(\w{24,}|[\da-f-]{32,})$/i.test(run));
