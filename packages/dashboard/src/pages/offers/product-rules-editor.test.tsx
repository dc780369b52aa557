// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { find, refuse, renderPage, submit, until } from '../../testing/render-page.js';
import { ProductRulesEditor } from './product-rules-editor.js';

const exclude = { products: [], topics: [], brands: [] };
const toRules = (version: number) => ({
  id: 'site',
  pin: [],
  exclude,
  boost: [],
  leaveOutSeen: false,
  version,
  changedAt: 0,
});

/** The editor of a site whose rules stand at this version, 0 for none, while somebody else saves the next one. */
async function renderEditor(version: number) {
  let standing = version;
  const sent: { over: string | undefined; leaveOutSeen: unknown }[] = [];
  const { body, client } = await renderPage(<ProductRulesEditor />, (asked, { body: told, headers }) => {
    if (asked === 'GET v1/rules') {
      return standing === 0 ? refuse({ status: 404, code: 'not_found' }) : Response.json(toRules(standing));
    }
    if (asked !== 'PUT v1/rules') return undefined;
    const over = new Headers(headers).get('If-Match') ?? undefined;
    sent.push({ over, leaveOutSeen: JSON.parse(String(told)).leaveOutSeen });
    if (over !== `"${standing}"`) return refuse({ status: 412, code: 'version_conflict', version: standing });
    standing += 1;
    return Response.json({ ...toRules(standing), leaveOutSeen: true });
  });
  await until(() => expect(body.querySelector('form')).not.toBeNull());
  const seen = () => find<HTMLInputElement>(body, 'input', 'Don’t propose what was seen in this visit');
  seen().click();
  standing += 1;
  return { body, client, sent, seen };
}

it.each([
  ['that stand', 3, '"3"'],
  ['of a site that had none', 0, undefined],
])(
  'tells of rules %s that somebody else saved meanwhile, and saves over theirs where that is wanted',
  async (_, version, over) => {
    const { body, sent } = await renderEditor(version);
    submit(body);
    await until(() => {
      expect(body.querySelector('[role=alert]')?.textContent).toContain('Somebody else saved meanwhile.');
    });
    find(body, 'button', 'Save mine all the same').click();
    await until(() => expect(body.querySelector('[role=alert]')).toBeNull());
    expect(sent).toEqual([
      { over, leaveOutSeen: true },
      { over: `"${version + 1}"`, leaveOutSeen: true },
    ]);
  },
);

it('keeps what is typed when rules are read anew, and goes on from what it saved itself', async () => {
  const { body, client, sent, seen } = await renderEditor(3);
  await client.refetchQueries({ queryKey: ['rules'] });
  await until(() => expect(client.getQueryData(['rules', 'shop'])).toMatchObject({ version: 4 }));
  expect(seen().checked).toBe(true);
  submit(body);
  await until(() => find(body, 'button', 'Save mine all the same'));
  find(body, 'button', 'Save mine all the same').click();
  await until(() => expect(client.getQueryData(['rules', 'shop'])).toMatchObject({ version: 5 }));
  await until(() => expect(body.querySelector('[role=alert]')).toBeNull());
  submit(body);
  await until(() => expect(sent.map(({ over }) => over)).toEqual(['"3"', '"4"', '"5"']));
});
