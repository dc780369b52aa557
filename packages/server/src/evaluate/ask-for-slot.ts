import type { PersonaliseReply, PersonaliseRequest } from '@sillage/protocol';

type SlotRequest = Required<Pick<PersonaliseRequest, 'site' | 'visitorToken' | 'slots'>>;

/** Ids of the products that the first of the slots shows. Throws where the endpoint does not answer 200. */
export async function askForSlot(url: string, secretKey: string, request: SlotRequest): Promise<string[]> {
  const reply = await fetch(`${url}/v1/personalise`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${secretKey}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(request),
  });
  if (!reply.ok) throw new Error(`POST /v1/personalise answered ${reply.status}: ${await reply.text()}`);
  const { decisions } = (await reply.json()) as PersonaliseReply;
  return decisions[request.slots[0] as string]?.products.map(({ productId }) => productId) ?? [];
}
