import { expect, it } from 'vitest';
import type { FeedEntry } from './feed-entry.js';
import { readGoogleTsv } from './read-google-tsv.js';
import { readGoogleXml } from './read-google-xml.js';
import { readLines } from './read-lines.js';

const context = { now: Date.UTC(2026, 5, 1), currency: 'EUR' };

async function* inPieces(text: string, size: number): AsyncGenerator<string> {
  for (let from = 0; from < text.length; from += size) yield text.slice(from, from + size);
}

async function collect(entries: AsyncIterable<FeedEntry>): Promise<{ entries: FeedEntry[]; failure?: unknown }> {
  const collected: FeedEntry[] = [];
  try {
    for await (const entry of entries) collected.push(entry);
  } catch (failure) {
    return { entries: collected, failure };
  }
  return { entries: collected };
}
const readXml = (xml: string, size = 1000) => collect(readGoogleXml(inPieces(xml, size), context));
const readTsv = (tsv: string, size = 1000) => collect(readGoogleTsv(readLines(inPieces(tsv, size)), context));

const rss = `<?xml version="1.0"?>
<rss xmlns:g="http://base.google.com/ns/1.0" version="2.0"><channel><title>Shop</title><link>https://shop.example</link>
<item>
  <title>of RSS</title><g:title>L'été &amp; la <![CDATA[<tente>]]></g:title>
  <g:id>T-1</g:id><link>https://shop.example/t?a=1&amp;b=2</link>
  <g:price>249.90 EUR</g:price><g:shipping><g:country>FR</g:country><g:price>6.00 EUR</g:price></g:shipping>
  <g:product_type>Tentes &gt; Ultra, légères</g:product_type><g:product_type>Été</g:product_type>
</item>
<item>
  <g:id>T-2</g:id>
  <g:price>free</g:price>
</item>
<item><g:id>T-3</g:id><g:title>Trois</g:title></item>
</channel></rss>`;

it.each([1, 7, 1000])('reads a feed in pieces of %d', async (size) => {
  const { entries, failure } = await readXml(rss, size);
  expect(failure).toBeUndefined();
  expect(entries).toEqual([
    {
      isRemoved: false,
      product: {
        id: 'T-1',
        name: "L'été & la <tente>",
        url: 'https://shop.example/t?a=1&b=2',
        priceMinor: 24_990,
        currency: 'EUR',
        topics: ['tentes/ultra-legeres', 'ete'],
      },
    },
    {
      line: 9,
      id: 'T-2',
      errors: [
        { pointer: '#/price', code: 'not_an_amount', detail: 'not an amount such as 49.90 EUR' },
        { pointer: '#/title', code: 'required', detail: 'is required' },
      ],
    },
    { isRemoved: false, product: { id: 'T-3', name: 'Trois', topics: [] } },
  ]);
});

it('reads Atom, with its links', async () => {
  const atom = `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0">
    <entry><g:id>1</g:id><title>Un</title><link href="https://shop.example/1"/></entry></feed>`;
  expect((await readXml(atom)).entries).toMatchObject([
    { product: { id: '1', name: 'Un', url: 'https://shop.example/1' } },
  ]);
});

const item = '<rss><item><id>1</id><title>Un</title></item>';
it.each([
  ['entities that grow', `<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><r><item><id>&b;</id></item></r>`, 0],
  ['a file of the server', `<!DOCTYPE r [<!ENTITY f SYSTEM "file:///etc/passwd">]><r>&f;</r>`, 0],
  ['an entity that nobody knows', `${item}<item><id>&f;</id></item></rss>`, 1],
  ['a tag that is never closed', item, 1],
  ['tags across each other', `${item}<a><b></a></b></rss>`, 1],
  ['what is deep', `${item}${'<a>'.repeat(50)}`, 1],
  ['an element of many attributes', `${item}<a ${Array.from({ length: 40 }, (_, at) => `a${at}="1"`).join(' ')}/>`, 1],
  ['a name without end', `${item}<${'a'.repeat(200_000)}`, 1],
  ['what is no XML', 'id\ttitle', 0],
  ['nothing', '', 0],
])('stops at %s, and keeps what came before', async (_, xml, before) => {
  const { entries, failure } = await readXml(xml);
  expect(failure).toMatchObject({ name: 'FeedError', line: expect.any(Number) });
  expect(entries).toHaveLength(before);
});

it('holds no more of a value than it may have', async () => {
  const { entries } = await readXml(`<r><item><id>1</id><title>${'é'.repeat(500_000)}</title></item></r>`);
  expect(entries).toMatchObject([{ product: { name: 'é'.repeat(300) } }]);
});

it.each([1, 7, 1000])('reads a feed with tabs in pieces of %d', async (size) => {
  const tsv = [
    'id\tTitle\timage link\tprice\tproduct type\tunknown\r',
    '1\t"Un ""bon"" sac"\thttps://shop.example/1.jpg\t10 EUR\tSacs > Dos, Été\tx\r',
    '',
    '2\t"never closed\t\t12 EUR',
    '3\tTrois\tjavascript:alert(1)\t1\t\t',
    `4\t${'x'.repeat(70_000)}`,
    '5\tCinq',
  ].join('\n');
  const { entries } = await readTsv(tsv, size);
  expect(entries).toMatchObject([
    { product: { id: '1', name: 'Un "bon" sac', priceMinor: 1000, topics: ['sacs/dos', 'ete'] } },
    { product: { id: '2', name: '"never closed', priceMinor: 1200 } },
    { line: 5, id: '3', errors: [{ pointer: '#/price' }, { pointer: '#/image_link' }] },
    { line: 6 },
    { product: { id: '5' } },
  ]);
});

it('stops where the first line names no attributes', async () => {
  expect((await readTsv('1;Un;10 EUR\n')).failure).toMatchObject({ name: 'FeedError', line: 1 });
});
