/* The buttons of "my data": withdraw by the banner, as a visitor would; erase by the API. */
const status = document.getElementById('my-data-status');

/* What was held is no more: nor is it on the screen. */
const showNothing = () => {
  for (const part of document.querySelectorAll('[data-held]')) part.remove();
  document.getElementById('my-data-nothing').hidden = false;
};

const withdraw = () => window.tarteaucitron.userInterface.respondAll(false);

const erase = async (url) => {
  const reply = await fetch(url, { method: 'DELETE' });
  if (!reply.ok) throw new Error(String(reply.status));
  withdraw();
};

const answer = (name, act, done) => {
  const button = document.querySelector(`[data-my-data=${name}]`);
  button.addEventListener('click', async () => {
    button.disabled = true;
    try {
      await act(button.dataset.url);
      showNothing();
      status.textContent = done;
    } catch {
      status.textContent = status.dataset.failed;
    }
    button.disabled = false;
  });
};

answer('withdraw', async () => withdraw(), status.dataset.withdrawn);
answer('erase', erase, status.dataset.erased);
