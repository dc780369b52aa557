import { eventNames } from '@sillage/protocol/event-names';
import type { Sections } from './document.js';
import type { SiteFacts } from './site-facts.js';

const toFill = (what: string) => `(to be filled in: ${what})`;
const days = (count: number) => (count === 0 ? 'without limit' : `${count} days`);
const percent = (share: number) => `${Math.round(share * 100)}%`;

function tellRetention(facts: SiteFacts): string[] {
  return [
    `Visits and events: ${days(facts.retentionDays)}.`,
    ...facts.retentionByType.map(([type, count]) => `Of these, ${eventNames.en[type]}: ${days(count)}.`),
    `The choice of consent: ${facts.choiceDays} days, then the question is asked again.`,
    `The visit's identifier: ${facts.visitorIdDays} days at most from the first consent; visits do not prolong it.`,
    'Refused events: 90 days; those refused for want of consent are only counted.',
    'Proofs of consent: not deleted automatically.',
    ...(facts.mode === 'exempt' ? ['Counts without consent: 25 months.'] : []),
  ];
}

function tellDevice({ visitorId, visitorIdDays, choiceDays }: SiteFacts): string[] {
  const { name, isCookie, domain } = visitorId;
  const where = isCookie
    ? `cookie \`${name}\`${domain ? ` (domain ${domain})` : ''}, readable by the server alone (HttpOnly)`
    : `token in the browser's local storage (\`${name}\`)`;
  return [
    `After consent: a random, signed identifier, ${where}, ${visitorIdDays} days at most.`,
    `After any choice: that choice, in the browser's local storage, ${choiceDays} days; a refusal leaves no identifier there.`,
    'During a visit with consent: events that could not be sent yet.',
  ];
}

function tellExempt({ mode }: SiteFacts): string[] {
  if (mode !== 'exempt') return ['Without consent, nothing of the visit is recorded.'];
  return [
    'Without consent, page views are counted by the hour: the page’s path, or the name of the site that led there, or the kind of device, never two of them together. No identifier, no cookie, no row of one person.',
    'You can object: by the box on the site, which leaves on the device nothing but the objection, or by the browser’s Global Privacy Control.',
  ];
}

function tellHoldout({ holdouts }: SiteFacts): string {
  const told =
    'A share of persons, drawn by lot, is not shown an offer, to measure what the offer brings; what they would have been shown is noted.';
  if (!holdouts) return `${told} Each offer sets its share.`;
  const shares = holdouts.filter((share) => share > 0).map(percent);
  return shares.length === 0
    ? 'No offer is withheld from a share of persons.'
    : `${told} At present: ${shares.join(', ')}.`;
}

function tellPlaces({ people, warehouseHost }: SiteFacts): string[] {
  return [
    `Hosting: ${people.hosting ?? toFill('host and country')}.`,
    warehouseHost === undefined
      ? 'Database: ClickHouse, on the server’s machine.'
      : `Database: ClickHouse, on ${warehouseHost}.`,
    people.recipients.length === 0
      ? 'Recipients: none is configured besides the controller and the host.'
      : `Recipients: ${people.recipients.join('; ')}.`,
  ];
}

const rights = [
  'To know and receive: the site’s “my data” page tells all that is remembered of this browser (`GET /v1/me`).',
  'To erase: the same page erases the history and the identifier (`DELETE /v1/me`).',
  'To withdraw consent, for either purpose, at any time: by the page of choices; what was collected for it is then deleted.',
];

function tellKept({ hasCountry, queryParameters }: SiteFacts): string[] {
  return [
    `Pages (path, title, topics; of the address, only the parameters ${queryParameters.map((one) => `\`${one}\``).join(', ')}), time spent, name of the referring site, campaign, language of the page.`,
    'Products seen, searches, cart, orders and refunds, offers shown, answers to surveys.',
    `Kind of device${hasCountry ? ' and country' : ''}. The IP address serves in memory to limit the number of requests; it is neither stored nor logged.`,
    'E-mail addresses, phone, card and account numbers, tokens: removed from texts before they are stored.',
    'The customer number, where the shop passes it on at sign-in.',
  ];
}

export function noticeInEnglish(facts: SiteFacts): Sections {
  const { people } = facts;
  return {
    title: `Your visits to ${facts.name}`,
    sections: [
      {
        title: 'Who',
        body: [
          `Controller: ${people.controller ?? toFill('name and address')}. Contact: ${people.contact ?? toFill('contact address')}.`,
          ...(people.dpo === undefined ? [] : [`Data protection officer: ${people.dpo}.`]),
          `Sites: ${facts.origins.join(', ')}. Version of this policy: ${facts.policyVersion}.`,
        ],
      },
      {
        title: 'Why, with your consent',
        body: [
          [
            'Audience measurement: visits, pages, carts and orders, for statistics.',
            'Personalisation: the same facts tied together, your interests and the offers that suit you.',
          ],
          'You can accept one without the other; silence is a refusal.',
          tellHoldout(facts),
          'Orders that the shop’s server reports are kept under the contract; they serve to personalise only with your consent.',
        ],
      },
      { title: 'Without your consent', body: tellExempt(facts) },
      { title: 'What is recorded', body: [tellKept(facts)] },
      { title: 'On your device', body: [tellDevice(facts)] },
      { title: 'How long', body: [tellRetention(facts)] },
      { title: 'Where, and for whom', body: [tellPlaces(facts)] },
      {
        title: 'Your rights',
        body: [
          rights,
          `For any other request (access, rectification, restriction, objection, portability): ${people.contact ?? toFill('contact address')}. You can also complain to your data protection authority.`,
        ],
      },
    ],
  };
}

export function registerInEnglish(facts: SiteFacts): Sections {
  const { people, contactPressure } = facts;
  return {
    title: `Record of processing activities: visits to ${facts.name}`,
    sections: [
      {
        title: 'Controller',
        body: [
          [
            `Controller: ${people.controller ?? toFill('name and contact details')}`,
            `Contact: ${people.contact ?? toFill('contact details')}`,
            `Data protection officer: ${people.dpo ?? toFill('contact details, or “none”')}`,
          ],
        ],
      },
      {
        title: 'Purposes and bases',
        body: [
          [
            'Audience measurement: consent.',
            'Personalisation of contents and offers: consent.',
            'Statistics of orders that the shop’s servers report: contract.',
            ...(facts.mode === 'exempt' ? ['Counting of page views without consent (exempt mode).'] : []),
          ],
          tellHoldout(facts),
          ...(contactPressure
            ? [`At most ${contactPressure.contacts} contacts a person within ${contactPressure.days} days.`]
            : []),
        ],
      },
      { title: 'Data subjects', body: [`Visitors and customers of ${facts.origins.join(', ')}.`] },
      { title: 'Categories of data', body: [tellKept(facts), ...tellExempt(facts)] },
      { title: 'On the device', body: [tellDevice(facts)] },
      {
        title: 'Recipients and places',
        body: [
          tellPlaces(facts),
          `Transfers outside the European Union: ${toFill('none, or countries and safeguards')}`,
        ],
      },
      { title: 'Time limits', body: [tellRetention(facts)] },
      { title: 'Rights', body: [rights] },
      {
        title: 'Security measures',
        body: [
          [
            'The visitor’s identifier is signed (HMAC) and never in an address; its keys can be replaced.',
            'Secret keys of servers are kept as SHA-256 hashes.',
            'Configuration and data directory are reserved to the server’s account.',
            'Logs hold no IP address, no identifier, no content.',
            'Encryption in transit and backups: (to be filled in: proxy, backups and how long they are kept)',
          ],
        ],
      },
    ],
  };
}
