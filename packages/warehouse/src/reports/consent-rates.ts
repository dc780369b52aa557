import { choiceFigures, decisions, joinPages } from '../queries/choices.js';
import type { NamedReport } from './report.js';

const groups: Record<string, { told: string; join: string }> = {
  source: { told: "trimRight(concat(source_name, ' ', source_version))", join: '' },
  page: { told: 'page', join: joinPages },
  day: { told: 'toString(day)', join: '' },
};

export const consentRates: NamedReport = {
  name: 'consent-rates',
  title: { fr: 'Choix des visiteurs', en: 'Choices of visitors' },
  definition: {
    fr: 'Choix dont une preuve a été écrite, par bannière et version, par page (la première vue sous l’accord) ou par jour. Un refus d’emblée n’est jamais enregistré : ce n’est donc pas un taux d’acceptation. La part des pages vues sous accord se lit sous les chiffres, là où le mode exempté compte les autres. La part retirée est celle des choix qui retirent tout.',
    en: 'Choices of which a proof was written, by banner and version, by page (the first seen under the grant) or by day. Who refuses from the start is never recorded, so this is no rate of acceptance: the share of page views under consent stands below the figures, where the exempt mode counts the others. The share withdrawn is that of choices which take everything back.',
  },
  columns: [
    { name: 'told', unit: 'text', title: { fr: 'Où', en: 'Where' } },
    { name: 'grants', unit: 'count', title: { fr: 'Tout accepté', en: 'All granted' } },
    { name: 'partialGrants', unit: 'count', title: { fr: 'En partie', en: 'In part' } },
    { name: 'withdrawals', unit: 'count', title: { fr: 'Retraits', en: 'Withdrawals' } },
    {
      name: 'partialWithdrawals',
      unit: 'count',
      title: { fr: 'Retraits en partie', en: 'Withdrawals in part' },
      definition: {
        fr: 'Quelque chose est retiré, quelque chose reste accordé.',
        en: 'Something was withdrawn, something is still granted.',
      },
    },
    { name: 'withdrawnShare', unit: 'share', title: { fr: 'Part retirée', en: 'Share withdrawn' } },
    { name: 'visitors', unit: 'count', title: { fr: 'Visiteurs', en: 'Visitors' } },
  ],
  covers: 'choices',
  filters: [],
  parameters: [{ name: 'by', title: { fr: 'Par', en: 'By' }, values: ['source', 'page', 'day'], default: 'source' }],
  empty: {
    fr: 'Aucun choix sur la période : la bannière est-elle reliée ? `sillage doctor` le dit.',
    en: 'No choice in the period: is the banner connected? `sillage doctor` tells.',
  },
  sql({ parameters }) {
    const { told, join } = groups[parameters.by ?? 'source'] ?? (groups.source as { told: string; join: string });
    return `SELECT ${told} AS told, ${choiceFigures}, withdrawals / count() AS withdrawnShare
FROM (${decisions}) AS decisions ${join}
GROUP BY told ORDER BY visitors DESC, told`;
  },
};
