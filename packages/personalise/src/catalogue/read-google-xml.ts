import { type GoogleAttribute, type GoogleItem, googleAttributes } from '@sillage/protocol/google-product';
import sax from 'sax';
import { type FeedEntry, FeedError } from './feed-entry.js';
import { type FeedContext, readGoogleItem } from './read-product.js';

/** Elements within each other, values of an attribute, characters of one: more than any feed has. */
const deepest = 32;
const mostValues = 16;
const longestValue = 8_192;
/** Attributes of an element. */
const mostAttributes = 32;

/**
 * A Google Merchant feed in XML, RSS 2.0 or Atom 1.0 (https://support.google.com/merchants/answer/160589): an item as
 * soon as it is read. A feed declares no entities: a document type is refused, and so is an entity
 * that neither XML nor HTML names.
 */
export async function* readGoogleXml(text: AsyncIterable<string>, context: FeedContext): AsyncGenerator<FeedEntry> {
  const reader = new ItemReader(context);
  try {
    for await (const piece of text) {
      reader.write(piece);
      yield* reader.take();
    }
    reader.end();
  } finally {
    // what came before a fault in the same piece is no less good
    yield* reader.take();
  }
}

class ItemReader {
  readonly #parser = sax.parser(true, { position: true });
  readonly #context: FeedContext;
  #entries: FeedEntry[] = [];
  #depth = 0;
  #attributes = 0;
  #item: OpenItem | undefined;
  #hasRoot = false;

  constructor(context: FeedContext) {
    this.#context = context;
    const parser = this.#parser;
    parser.onerror = (error) => this.#fail(error.message.split('\n')[0] ?? 'not well-formed XML');
    parser.ondoctype = () => this.#fail('a document type is not read, nor are its entities');
    parser.onattribute = () => {
      this.#attributes += 1;
      if (this.#attributes > mostAttributes) this.#fail(`an element has more than ${mostAttributes} attributes`);
    };
    parser.onopentag = (tag) => this.#open(tag);
    parser.ontext = (text) => this.#add(text);
    parser.oncdata = (text) => this.#add(text);
    parser.onclosetag = () => this.#close();
  }

  write(piece: string): void {
    this.#parser.write(piece);
  }

  end(): void {
    this.#parser.close();
    if (!this.#hasRoot) this.#fail('there is no XML in it');
  }

  take(): FeedEntry[] {
    const taken = this.#entries;
    this.#entries = [];
    return taken;
  }

  #open({ name, attributes }: sax.Tag | sax.QualifiedTag): void {
    this.#hasRoot = true;
    this.#depth += 1;
    this.#attributes = 0;
    if (this.#depth > deepest) this.#fail(`elements are more than ${deepest} levels deep`);
    if (this.#item) this.#item.open(name, this.#depth, attributes);
    else if (name === 'item' || name === 'entry') this.#item = new OpenItem(this.#parser.line + 1, this.#depth);
  }

  #add(text: string): void {
    this.#item?.add(text);
  }

  #close(): void {
    const item = this.#item;
    if (item?.depth === this.#depth) {
      this.#entries.push(readGoogleItem(item.read(), item.line, this.#context));
      this.#item = undefined;
    } else item?.close(this.#depth);
    this.#depth -= 1;
  }

  #fail(detail: string): never {
    throw new FeedError(this.#parser.line + 1, detail.slice(0, 200));
  }
}

/** An item that is being read: only what is directly in it, so that the price of a delivery is not the product's. */
class OpenItem {
  readonly #google: Values = new Map();
  /** RSS and Atom have a title and a link too: Google's count first. */
  readonly #plain: Values = new Map();
  #field: { values: Values; name: GoogleAttribute; text: string } | undefined;

  constructor(
    readonly line: number,
    readonly depth: number,
  ) {}

  open(tag: string, depth: number, attributes: sax.Tag['attributes'] | sax.QualifiedTag['attributes']): void {
    if (depth !== this.depth + 1) return;
    const isGoogles = tag.startsWith('g:');
    const name = googleAttributes.find((attribute) => attribute === (isGoogles ? tag.slice(2) : tag));
    if (name === undefined) return;
    const { href } = attributes;
    const text = name === 'link' && typeof href === 'string' ? href : '';
    this.#field = { values: isGoogles ? this.#google : this.#plain, name, text };
  }

  add(text: string): void {
    if (this.#field && this.#field.text.length < longestValue) this.#field.text += text.slice(0, longestValue);
  }

  close(depth: number): void {
    if (depth !== this.depth + 1 || !this.#field) return;
    const { values, name, text } = this.#field;
    this.#field = undefined;
    const known = values.get(name) ?? [];
    if (text.trim() !== '' && known.length < mostValues) values.set(name, [...known, text]);
  }

  read(): GoogleItem {
    return Object.fromEntries([...this.#plain, ...this.#google]);
  }
}

type Values = Map<GoogleAttribute, string[]>;
