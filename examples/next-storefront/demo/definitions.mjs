const inBoth = (fr, en) => ({ fr, en });

/** Slots, a segment and offers of the shop, each after what it refers to: `[path under /v1/, body]`. */
export const definitions = [
  ['slots/hero', { name: 'Home, top', template: 'banner', content: inBoth({}, {}) }],
  [
    'slots/next',
    {
      name: 'Product, what to look at next',
      template: 'product_list',
      content: inBoth({ title: 'À voir ensuite' }, { title: 'To look at next' }),
      products: { strategy: 'next', count: 3 },
    },
  ],
  ['slots/cart', { name: 'Cart, beside the total', template: 'banner', content: inBoth({}, {}) }],
  [
    'segments/tentes',
    {
      names: inBoth('Qui regarde nos tentes', 'Who looks at our tents'),
      tree: { type: 'viewed', topic: 'tentes', atLeast: 1, withinDays: 30 },
    },
  ],
  [
    'offers/tentes',
    {
      name: 'Tents',
      status: 'live',
      slots: ['hero'],
      segment: 'tentes',
      content: {
        hero: inBoth(
          {
            title: 'Une nuit dehors ?',
            text: 'Nos tentes tiennent dans un sac.',
            url: '/tentes',
            button: 'Les tentes',
          },
          { title: 'A night outside?', text: 'Our tents fit into a bag.', url: '/tentes', button: 'The tents' },
        ),
      },
    },
  ],
  [
    'offers/port',
    {
      name: 'Free delivery',
      status: 'live',
      slots: ['cart'],
      segment: 'tentes',
      content: {
        cart: inBoth({ title: 'Livraison offerte avec une tente.' }, { title: 'Free delivery with a tent.' }),
      },
    },
  ],
];
