import { Anchor } from '@mantine/core';
import type { DefinitionUser } from '@sillage/protocol';
import { Fragment } from 'react';
import { Link } from 'react-router';
import { useTexts } from '../i18n.js';
import { savingTexts } from '../texts/saving.js';
import { surveysPath, useLinks } from './links.js';
import { useOffers } from './offers/api.js';
import { useSurveys } from './satisfaction/api.js';

/** Offers and surveys that stand in the way, as people call them, and the way to each. */
export function UsedBy({ users }: { users: readonly DefinitionUser[] }) {
  const t = useTexts(savingTexts);
  const toLink = useLinks();
  const named = { offer: useOffers().data ?? [], survey: useSurveys().data ?? [] };
  const paths = { offer: 'offers', survey: `satisfaction/${surveysPath}` };
  return (
    <>
      {t('inUse')}{' '}
      {users.map(({ kind, id }, place) => (
        <Fragment key={`${kind} ${id}`}>
          {place > 0 && ', '}
          <Anchor component={Link} to={toLink(`${paths[kind]}/${id}`)} inherit>
            {named[kind].find((one) => one.id === id)?.name ?? id}
          </Anchor>
        </Fragment>
      ))}
    </>
  );
}
