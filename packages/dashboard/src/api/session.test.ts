import { MutationObserver, QueryClient } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import { endSession, sessionKey } from './session.js';

it('leaves nothing in memory of what was read or sent once a session has ended', async () => {
  const client = new QueryClient();
  client.setQueryData(sessionKey, { user: 'a' });
  client.setQueryData(['look', 'shop'], { name: 'Ada' });
  await new MutationObserver(client, { mutationFn: async (told: string) => told }).mutate('secret');
  expect(client.getMutationCache().getAll()).toHaveLength(1);
  endSession(client);
  expect(
    client
      .getQueryCache()
      .getAll()
      .map(({ queryKey, state }) => [queryKey, state.data]),
  ).toEqual([[sessionKey, null]]);
  expect(client.getMutationCache().getAll()).toEqual([]);
});
