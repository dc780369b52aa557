import { eventNames } from '@sillage/protocol/event-names';
import type { Sections } from './document.js';
import type { SiteFacts } from './site-facts.js';

const toFill = (what: string) => `(à compléter : ${what})`;
const days = (count: number) => (count === 0 ? 'sans limite' : `${count} jours`);
const percent = (share: number) => `${Math.round(share * 100)} %`;

function tellRetention(facts: SiteFacts): string[] {
  return [
    `Visites et événements : ${days(facts.retentionDays)}.`,
    ...facts.retentionByType.map(([type, count]) => `Dont ${eventNames.fr[type]} : ${days(count)}.`),
    `Choix de consentement : ${facts.choiceDays} jours, puis la question est posée à nouveau.`,
    `Identifiant de visite : ${facts.visitorIdDays} jours au plus à partir du premier accord ; les visites ne le prolongent pas.`,
    'Événements refusés : 90 jours ; ceux qui le sont faute d’accord ne sont que comptés.',
    'Preuves de consentement : aucune suppression automatique.',
    ...(facts.mode === 'exempt' ? ['Comptages sans consentement : 25 mois.'] : []),
  ];
}

function tellDevice({ visitorId, visitorIdDays, choiceDays }: SiteFacts): string[] {
  const { name, isCookie, domain } = visitorId;
  const where = isCookie
    ? `cookie \`${name}\`${domain ? ` (domaine ${domain})` : ''}, lisible par le serveur seul (HttpOnly)`
    : `jeton dans la mémoire locale du navigateur (\`${name}\`)`;
  return [
    `Après un accord : un identifiant tiré au hasard et signé, ${where}, ${visitorIdDays} jours au plus.`,
    `Après un choix, quel qu’il soit : ce choix, dans la mémoire locale du navigateur, ${choiceDays} jours ; un refus n’y laisse aucun identifiant.`,
    'Pendant une visite acceptée : les événements qui n’ont pas encore pu être envoyés.',
  ];
}

function tellExempt({ mode }: SiteFacts): string[] {
  if (mode !== 'exempt') return ['Sans accord, rien de la visite n’est enregistré.'];
  return [
    'Sans accord, les pages vues sont comptées par heure : le chemin de la page, ou le nom du site d’où l’on vient, ou le type d’appareil, jamais deux ensemble. Aucun identifiant, aucun cookie, aucune ligne propre à une personne.',
    'On peut s’y opposer : par la case prévue sur le site, qui laisse sur l’appareil la seule mention de l’opposition, ou par le signal Global Privacy Control du navigateur.',
  ];
}

function tellHoldout({ holdouts }: SiteFacts): string {
  const told =
    'Une part des personnes, tirée au sort, ne voit pas une offre, pour mesurer ce que l’offre apporte ; ce qui lui aurait été montré est noté.';
  if (!holdouts) return `${told} Chaque offre fixe cette part.`;
  const shares = holdouts.filter((share) => share > 0).map(percent);
  return shares.length === 0
    ? 'Aucune offre n’est retirée à une part des personnes.'
    : `${told} Part actuelle : ${shares.join(', ')}.`;
}

function tellPlaces({ people, warehouseHost }: SiteFacts): string[] {
  return [
    `Hébergement : ${people.hosting ?? toFill('hébergeur et pays')}.`,
    warehouseHost === undefined
      ? 'Base de données : ClickHouse, sur la machine du serveur.'
      : `Base de données : ClickHouse, sur ${warehouseHost}.`,
    people.recipients.length === 0
      ? 'Destinataires : aucun n’est configuré hors du responsable et de l’hébergeur.'
      : `Destinataires : ${people.recipients.join(' ; ')}.`,
  ];
}

const rights = [
  'Savoir et recevoir : la page « mes données » du site dit tout ce qui est retenu de ce navigateur (`GET /v1/me`).',
  'Effacer : la même page efface l’historique et l’identifiant (`DELETE /v1/me`).',
  'Retirer son accord, pour l’une ou l’autre finalité, à tout moment : par la page des choix ; ce qui a été recueilli pour elle est alors supprimé.',
];

function tellKept({ hasCountry, queryParameters }: SiteFacts): string[] {
  return [
    `Pages (chemin, titre, rubriques ; de l’adresse, les seuls paramètres ${queryParameters.map((one) => `\`${one}\``).join(', ')}), temps passé, nom du site de provenance, campagne, langue de la page.`,
    'Produits vus, recherches, panier, commandes et remboursements, offres montrées, réponses aux enquêtes.',
    `Type d’appareil${hasCountry ? ' et pays' : ''}. L’adresse IP sert en mémoire à limiter le nombre de requêtes ; elle n’est ni enregistrée ni écrite au journal.`,
    'Adresses e-mail, numéros de téléphone, de carte et de compte, jetons : retirés des textes avant leur enregistrement.',
    'Numéro de client, quand la boutique le transmet à la connexion au compte.',
  ];
}

export function noticeInFrench(facts: SiteFacts): Sections {
  const { people } = facts;
  return {
    title: `Vos visites sur ${facts.name}`,
    sections: [
      {
        title: 'Qui',
        body: [
          `Responsable : ${people.controller ?? toFill('nom et adresse')}. Contact : ${people.contact ?? toFill('adresse de contact')}.`,
          ...(people.dpo === undefined ? [] : [`Délégué à la protection des données : ${people.dpo}.`]),
          `Sites : ${facts.origins.join(', ')}. Version de cette politique : ${facts.policyVersion}.`,
        ],
      },
      {
        title: 'Pourquoi, avec votre accord',
        body: [
          [
            'Mesure d’audience : visites, pages, paniers et commandes, pour des statistiques.',
            'Personnalisation : les mêmes faits reliés entre eux, vos centres d’intérêt et les offres qui vous conviennent.',
          ],
          'Vous pouvez accepter l’une sans l’autre ; ne pas répondre vaut refus.',
          tellHoldout(facts),
          'Les commandes que le serveur de la boutique rapporte sont gardées au titre du contrat ; elles ne servent à personnaliser qu’avec votre accord.',
        ],
      },
      { title: 'Sans votre accord', body: tellExempt(facts) },
      { title: 'Ce qui est enregistré', body: [tellKept(facts)] },
      { title: 'Sur votre appareil', body: [tellDevice(facts)] },
      { title: 'Combien de temps', body: [tellRetention(facts)] },
      { title: 'Où, et pour qui', body: [tellPlaces(facts)] },
      {
        title: 'Vos droits',
        body: [
          rights,
          `Pour toute autre demande (accès, rectification, limitation, opposition, portabilité) : ${people.contact ?? toFill('adresse de contact')}. Vous pouvez aussi saisir la CNIL (www.cnil.fr).`,
        ],
      },
    ],
  };
}

export function registerInFrench(facts: SiteFacts): Sections {
  const { people, contactPressure } = facts;
  return {
    title: `Registre des activités de traitement : visites de ${facts.name}`,
    sections: [
      {
        title: 'Responsable du traitement',
        body: [
          [
            `Responsable : ${people.controller ?? toFill('nom et coordonnées')}`,
            `Contact : ${people.contact ?? toFill('coordonnées')}`,
            `Délégué à la protection des données : ${people.dpo ?? toFill('coordonnées, ou « aucun »')}`,
          ],
        ],
      },
      {
        title: 'Finalités et bases',
        body: [
          [
            'Mesure d’audience : consentement.',
            'Personnalisation des contenus et des offres : consentement.',
            'Statistiques des commandes rapportées par les serveurs de la boutique : contrat.',
            ...(facts.mode === 'exempt' ? ['Comptage des pages vues sans consentement (mode exempté).'] : []),
          ],
          tellHoldout(facts),
          ...(contactPressure
            ? [`Au plus ${contactPressure.contacts} sollicitations par personne en ${contactPressure.days} jours.`]
            : []),
        ],
      },
      { title: 'Personnes concernées', body: [`Visiteurs et clients de ${facts.origins.join(', ')}.`] },
      { title: 'Catégories de données', body: [tellKept(facts), ...tellExempt(facts)] },
      { title: 'Sur l’appareil', body: [tellDevice(facts)] },
      {
        title: 'Destinataires et lieux',
        body: [tellPlaces(facts), `Transferts hors de l’Union européenne : ${toFill('aucun, ou pays et garanties')}`],
      },
      { title: 'Durées', body: [tellRetention(facts)] },
      { title: 'Droits', body: [rights] },
      {
        title: 'Mesures de sécurité',
        body: [
          [
            'Identifiant du visiteur signé (HMAC), jamais dans une adresse ; clés remplaçables.',
            'Clés secrètes des serveurs gardées sous forme d’empreinte SHA-256.',
            'Configuration et répertoire de données réservés au compte du serveur.',
            'Journaux sans adresse IP, sans identifiant, sans contenu.',
            'Chiffrement du transport et sauvegardes : (à compléter : proxy, sauvegardes et leur durée)',
          ],
        ],
      },
    ],
  };
}
