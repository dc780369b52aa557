/* Who signs out is told before the page changes: what follows on this browser is somebody else's. */
const form = document.querySelector('[data-sign-out]');
const { site } = document.querySelector('script[data-site]').dataset;

/* Milliseconds that the sign-out waits for Sillage's answer at most. */
const limitMs = 2000;

/* Nothing is granted, or no more: the customer's visitor has ended in this browser. */
const untilEnded = () =>
  new Promise((resolve) => {
    const look = () => window.sillage.getState?.().purposes.length > 0 || resolve();
    addEventListener(`sillage:${site}`, look);
    look();
  });

/* The banner's own memory, else it would repeat the yes of the one who left: the cookie that `consent.js` names. */
function forgetAnswer() {
  // biome-ignore lint/suspicious/noDocumentCookie: as the banner itself writes it
  document.cookie = 'escale_choix=; path=/; max-age=0';
}

form?.addEventListener('submit', async (event) => {
  event.preventDefault();
  window.sillage('track', 'custom', { name: 'signed_out' });
  window.sillage('flush');
  forgetAnswer();
  await Promise.race([untilEnded(), new Promise((over) => setTimeout(over, limitMs))]);
  form.submit();
});
