import { useTexts } from '../../i18n.js';
import { loyaltyTexts } from '../../texts/loyalty.js';
import { Choice } from '../choice.js';
import { type Step, steps } from './period-name.js';

export function StepChoice({ value, onChange }: { value: Step; onChange: (step: Step) => void }) {
  const t = useTexts(loyaltyTexts);
  return <Choice label={t('by')} value={value} values={steps} nameOf={t} onChange={onChange} />;
}
