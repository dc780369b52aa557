import { toScriptJson } from '../json-ld.js';
import { pagePath } from '../links.js';
import type { PageContext } from './page-context.js';

/** Queues calls until the script is there. */
const stub = 'window.sillage=window.sillage||function(){(sillage.q=sillage.q||[]).push(arguments)};';

/** All that a shop pastes: the stub, the tag and its part for slots on a path of its own origin, and its consent banner. */
export function SillageTag({ context }: { context: PageContext }) {
  const { nonce, locale, tag } = context;
  const { customerId, ...proof } = tag.identity ?? {};
  const identify =
    customerId === undefined ? '' : `sillage('identify',${toScriptJson(customerId)},${toScriptJson(proof)});`;
  return (
    <>
      <script nonce={nonce} dangerouslySetInnerHTML={{ __html: stub + identify }} />
      <script
        async
        src={`${tag.endpoint}/${tag.script}`}
        data-site={tag.site}
        data-endpoint={tag.endpoint}
        data-consent="tarteaucitron"
        data-policy-version={tag.policyVersion}
      />
      <script async src={`${tag.endpoint}/${tag.script.replace(/\.js$/, '-slots.js')}`} />
      <script defer src="/banner/tarteaucitron.min.js" />
      <script type="module" src="/assets/consent.js" data-privacy-path={pagePath('privacy', locale)} />
    </>
  );
}
