import { SimpleGrid } from '@mantine/core';
import type { NodeHealth, ReportUnit } from '@sillage/protocol';
import { useTexts } from '../../i18n.js';
import { Figure } from '../../report/figure.js';
import { healthTexts } from '../../texts/health.js';
import { FiguresCard } from '../figures-card.js';
import { inBoth } from '../in-both.js';
import { useNodeHealth } from './api.js';

const shown = [
  ['accepted', 'count'],
  ['duplicates', 'count'],
  ['lagMs', 'durationMs'],
  ['lastInsertMs', 'durationMs'],
  ['startedAt', 'time'],
] as const satisfies readonly (readonly [keyof NodeHealth, ReportUnit])[];

/** The node that answers, and what it took of the site. */
export function NodeFigures() {
  const t = useTexts(healthTexts);
  const query = useNodeHealth();
  return (
    <FiguresCard title={t('node')} text={t('nodeMeaning')} query={query}>
      {query.data && (
        <SimpleGrid cols={{ base: 1, xs: 2, md: 3, xl: 5 }} spacing="sm" data-node>
          {shown.map(([name, unit]) => (
            <Figure
              key={name}
              column={{ name, unit, title: inBoth(t(name)), definition: inBoth(t(`${name}Meaning`)) }}
              value={query.data[name]}
            />
          ))}
        </SimpleGrid>
      )}
    </FiguresCard>
  );
}
