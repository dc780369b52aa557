// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { sessionKey } from '../api/session.js';
import { AccountPanel } from '../frame/account-panel.js';
import { Gate } from '../frame/gate.js';
import { find, refuse, renderPage, until } from '../testing/render-page.js';

const secret = ['look', 'shop'];

/** Signed in, and out again by the panel beside the page. */
async function signOut(label: string, answer: (asked: string) => Response | undefined, isOnline = true) {
  const asked: string[] = [];
  const rendered = await renderPage(
    <>
      <Gate />
      <AccountPanel />
    </>,
    (one) => {
      asked.push(one);
      return answer(one);
    },
  );
  const { body, client } = rendered;
  client.setQueryData(secret, { name: 'Ada' });
  window.dispatchEvent(new Event(isOnline ? 'online' : 'offline'));
  find(body, 'button', 'Account of Ada').click();
  await until(() => find(body, 'button', label));
  find(body, 'button', label).click();
  const told = () => body.querySelector('[role=alert]')?.textContent;
  return { ...rendered, asked, told };
}

it.each([
  ['Sign out', 'DELETE session'],
  ['Sign out everywhere', 'DELETE sessions'],
])('says so where %s did not reach the server, keeps nothing in memory, and tries again', async (label, request) => {
  let isAway = true;
  const away = () => refuse({ status: 503, code: 'accounts_unavailable' });
  const gone = () => new Response(null, { status: 204 });
  const { body, client, asked, told } = await signOut(label, (one) =>
    one === request ? (isAway ? away() : gone()) : undefined,
  );
  await until(() => expect(told()).toContain('Your session has not ended'));
  expect(client.getQueryData(secret)).toBeUndefined();
  expect(client.getQueryData(sessionKey)).toBeNull();
  isAway = false;
  find(body, 'button', 'Sign out again').click();
  await until(() => expect(told()).toBeUndefined());
  expect(asked.filter((one) => one.startsWith('DELETE'))).toEqual([request, request]);
});

it('does not wait for the network to come back', async () => {
  const fail = (one: string) => {
    if (one === 'DELETE session') throw new TypeError('fetch failed');
    return undefined;
  };
  const { client, told } = await signOut('Sign out', fail, false);
  await until(() => expect(told()).toContain('The server does not answer.'));
  expect(client.getQueryData(secret)).toBeUndefined();
});

it('is done where the session was over already', async () => {
  const { client, told } = await signOut('Sign out', () => refuse({ status: 401, code: 'not_signed_in' }));
  await until(() => expect(client.getQueryData(secret)).toBeUndefined());
  expect(told()).toBeUndefined();
});
