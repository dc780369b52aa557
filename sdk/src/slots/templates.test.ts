// @vitest-environment happy-dom
import { beforeAll, describe, expect, it } from 'vitest';
import { aDecision } from '../testing/decision.js';
import { buildTemplate } from './built-in.js';
import { fillTemplate } from './fill-template.js';

const product = {
  productId: 'A',
  name: 'Sac',
  priceMinor: 12_900,
  currency: 'EUR',
  url: '/a',
  image: '/a.jpg',
  reason: '',
};

beforeAll(() => {
  location.href = 'https://shop.example/';
});

const toHtml = (nodes: readonly Node[] | undefined) => {
  const box = document.createElement('div');
  box.append(...(nodes ?? []));
  return box.innerHTML.replace(/&nbsp;/g, '\u00a0');
};
const build = (changes = {}, locale = 'fr') => toHtml(buildTemplate(aDecision(changes), locale));
const fill = (html: string, changes = {}) => {
  const template = document.createElement('template');
  template.innerHTML = html;
  return toHtml(fillTemplate(template, aDecision(changes), 'fr'));
};

describe('a built-in template', () => {
  it('is a banner with all that the offer has', () => {
    const html = build({
      coupon: 'TENTE20',
      content: { title: 'Tentes', image: '/t.jpg', imageAlt: 'Une tente', url: '/t', button: 'Voir' },
    });
    expect(html).toBe(
      '<div class="sillage-offer sillage-banner"><img class="sillage-image" alt="Une tente" src="https://shop.example/t.jpg">' +
        '<p class="sillage-title">Tentes</p><p class="sillage-coupon">TENTE20</p>' +
        '<a class="sillage-button" href="https://shop.example/t">Voir</a>' +
        '<p class="sillage-reason">Vous regardez les tentes.</p>' +
        '<button class="sillage-dismiss" type="button" data-sillage-dismiss="" aria-label="Fermer">×</button></div>',
    );
  });

  it('makes the title the link where there is no button', () => {
    expect(build({ content: { title: 'Tentes', url: '/t' } })).toContain(
      '<a class="sillage-title" href="https://shop.example/t">Tentes</a>',
    );
  });

  it.each(['product_list', 'cart_reminder'])('lists the products in a %s', (template) => {
    const html = build({ template, products: [product] });
    expect(html).toContain(`sillage-${template.replace('_', '-')}`);
    expect(html).toContain(
      '<li class="sillage-product"><a class="sillage-product-link" href="https://shop.example/a">' +
        '<img class="sillage-image" alt="" src="https://shop.example/a.jpg"><span class="sillage-product-name">Sac</span>' +
        '<span class="sillage-product-price">129,00\u00a0€</span></a></li>',
    );
  });

  it.each([
    ['fr', 'EUR', '129,00\u00a0€'],
    ['en', 'EUR', '€129.00'],
    ['en', 'JPY', '¥12,900'],
    ['en', 'euro', undefined],
    ['not a language', 'EUR', undefined],
  ])('tells in %s a price in %s as %s', (locale, currency, price) => {
    const html = build({ template: 'product_list', products: [{ ...product, currency }] }, locale);
    expect(/price">([^<]*)/.exec(html)?.[1]).toBe(price);
  });

  it('can be dismissed when it is an offer only', () => {
    expect(build({ kind: 'default' })).not.toContain('data-sillage-dismiss');
  });

  it('is none under another name', () => {
    expect(buildTemplate(aDecision({ template: 'carousel' }), 'fr')).toBeUndefined();
  });

  it('has no link and no image for an address that is none', () => {
    const url = 'javascript:alert(1)';
    const html = build({
      content: { title: '<b>x</b>', url, image: url, button: 'Voir' },
      template: 'product_list',
      products: [{ ...product, url, image: url }],
    });
    expect(html).toContain('&lt;b&gt;x&lt;/b&gt;');
    expect(html).not.toMatch(/<a|<img|javascript/);
  });
});

describe('the shop’s own template', () => {
  it('is filled where it says, and loses what has no value', () => {
    expect(
      fill(
        '<h2 data-field="title">?</h2><p data-field="subtitle">?</p><a data-field-href="url"><i data-field="button"></i></a><img data-field-src="image">',
      ),
    ).toBe('<h2>Tentes</h2><a href="https://shop.example/tentes"><i>Voir</i></a>');
  });

  it('repeats what it has for a product', () => {
    const html = fill(
      '<ul><template data-product><li><img data-field-src="image" data-field-alt="name"><b data-field="price"></b></li></template></ul>',
      {
        products: [product, { productId: 'B', name: 'Gourde', reason: '' }],
      },
    );
    expect(html).toBe(
      '<ul><li><img src="https://shop.example/a.jpg" alt="Sac"><b>129,00\u00a0€</b></li><li></li></ul>',
    );
  });

  it('takes no code and no address that is none', () => {
    const content = { code: 'alert(1)', url: 'javascript:alert(1)' };
    expect(
      fill(
        '<script data-field="code"></script><iframe data-field-src="url"></iframe><a data-field-href="url">a</a><p data-field="url"></p>',
        { content },
      ),
    ).toBe('<script data-field="code"></script><iframe data-field-src="url"></iframe><p>javascript:alert(1)</p>');
  });
});
