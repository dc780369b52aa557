import { type GoogleAttribute, type GoogleItem, googleAttributes } from '@sillage/protocol/google-product';
import { type FeedEntry, FeedError, refuse } from './feed-entry.js';
import type { FeedLine } from './read-lines.js';
import { type FeedContext, readGoogleItem } from './read-product.js';

/**
 * A tab-delimited Google Merchant feed: names of attributes in the first line, then a product a line
 * (https://support.google.com/merchants/answer/160567). A quote that is never closed costs its own line.
 */
export async function* readGoogleTsv(lines: AsyncIterable<FeedLine>, context: FeedContext): AsyncGenerator<FeedEntry> {
  let columns: (GoogleAttribute | undefined)[] | undefined;
  for await (const { line, text } of lines) {
    if (columns === undefined) columns = readHeader(line, text);
    else if (text === undefined) yield refuse(line, 'longer than a line may be');
    else yield readGoogleItem(toItem(text, columns), line, context);
  }
}

function readHeader(line: number, text = ''): (GoogleAttribute | undefined)[] {
  const names = toCells(text).map((cell) => cell.trim().toLowerCase().replace(/^g:/, '').replace(/\s/g, '_'));
  const columns = names.map((name) => googleAttributes.find((attribute) => attribute === name));
  if (columns.includes('id')) return columns;
  throw new FeedError(line, 'the first line does not name the attributes, of which id is one, with tabs between them');
}

function toItem(text: string, columns: readonly (GoogleAttribute | undefined)[]): GoogleItem {
  const item: GoogleItem = {};
  for (const [index, cell] of toCells(text).entries()) {
    const name = columns[index];
    if (name === undefined || cell.trim() === '') continue;
    // several values are separated by commas
    item[name] = name === 'product_type' ? cell.split(',') : [cell];
  }
  return item;
}

function toCells(text: string): string[] {
  return text.replace(/\r$/, '').split('\t').map(unquote);
}

function unquote(cell: string): string {
  return cell.length > 1 && cell.startsWith('"') && cell.endsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
}
