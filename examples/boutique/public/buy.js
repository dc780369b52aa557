/* What is told of "add to cart" follows the quantity that is chosen beside it. */
for (const form of document.querySelectorAll('form.buy')) {
  form.elements.quantity.addEventListener('change', ({ target }) => {
    form.querySelector('[data-sillage-cart]').dataset.sillageQuantity = target.value;
  });
}
