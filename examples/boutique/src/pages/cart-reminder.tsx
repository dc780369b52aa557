import type { Cart } from '../cart.js';
import { imagePath, pagePath } from '../links.js';
import type { Locale } from '../locale.js';
import { slots } from '../offers/definitions.js';
import { texts } from '../texts.js';
import { offerTexts } from '../texts-offers.js';

/** Pictures that the reminder has room for. */
const shown = 2;

/** A card in the corner, empty until it is the moment to remind of the cart. Its box is there before, so that nothing moves. */
export function CartReminder({ cart, locale }: { cart: Cart; locale: Locale }) {
  const t = offerTexts[locale];
  if (cart.length === 0) return null;
  return (
    <aside class="reminder" data-sillage-slot={slots.cart} aria-label={t.reminder}>
      <template>
        <div>
          <div class="reminder-pictures">
            {cart.slice(0, shown).map(({ product }) => (
              <img src={imagePath(product)} alt={product.name[locale]} width="64" height="80" />
            ))}
          </div>
          <div>
            <p class="reminder-title" data-field="title" />
            <p class="why" data-field="reason" />
            <a class="button" href={pagePath('cart', locale)} data-field="button" data-field-href="url">
              {texts[locale].cart}
            </a>
            <button class="link" type="button" data-sillage-dismiss="">
              {t.dismiss}
            </button>
          </div>
        </div>
      </template>
    </aside>
  );
}
