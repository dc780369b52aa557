import type { Decision } from '@sillage/sdk/server';

/** Fields of the built-in template `banner`, in the shop's own markup. */
export function Banner({ content, coupon, reason }: Decision) {
  return (
    <div className="banner">
      <h1>{content.title}</h1>
      {content.text && <p>{content.text}</p>}
      {coupon && <p className="coupon">{coupon}</p>}
      {content.url && <a href={content.url}>{content.button ?? content.title}</a>}
      {reason && <small>{reason}</small>}
      <button type="button" data-sillage-dismiss="">
        Non merci
      </button>
    </div>
  );
}
