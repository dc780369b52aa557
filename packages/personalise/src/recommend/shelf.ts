/** What the shop says of its products, by ids of pages or of its feed: `SiteCatalogue`. */
export interface Shelf {
  /** Under which id it is proposed: the feed's, where the feed has it. */
  idOf(product: string): string;
  /** It can be ordered, or there is no feed that would say. */
  isProposable(product: string): boolean;
  /** Empty where only pages tell. */
  topicsOf(product: string): readonly string[];
  brandOf(product: string): string | undefined;
  /** Of the feed, those of a topic and of what is below it; and what pages may call them instead. */
  productsOf(topic: string): Iterable<string>;
  /** Of the feed, what can be ordered of a topic, or of all ('') of them: the newest first, so many at most. */
  newestOf(topic: string, most: number): readonly string[];
}

/** Nothing is known but what pages say. */
export const bareShelf: Shelf = {
  idOf: (product) => product,
  isProposable: () => true,
  topicsOf: () => [],
  brandOf: () => undefined,
  productsOf: () => [],
  newestOf: () => [],
};
