// @vitest-environment happy-dom
import type { SegmentCondition } from '@sillage/protocol';
import { useState } from 'react';
import { expect, it } from 'vitest';
import { find, renderPage, type, until } from '../../testing/render-page.js';
import { ConditionEditor } from './condition-editor.js';

function Held({ initial, onChange }: { initial: SegmentCondition; onChange: (condition: SegmentCondition) => void }) {
  const [condition, setCondition] = useState(initial);
  const change = (next: SegmentCondition) => {
    setCondition(next);
    onChange(next);
  };
  return <ConditionEditor condition={condition} onChange={change} />;
}

/** What is typed into the field of a condition, and what the condition asks then. */
async function typeInto(condition: SegmentCondition, label: string, text: string) {
  const asked: SegmentCondition[] = [];
  const { body } = await renderPage(<Held initial={condition} onChange={(next) => asked.push(next)} />);
  const field = find<HTMLInputElement>(body, 'input', label);
  type(field, text);
  return { field, asked };
}

it('takes whole hours only', async () => {
  const { asked } = await typeInto({ type: 'in_cart' }, 'Untouched (hours)', '1.5');
  await until(() => expect(asked.at(-1)).toEqual({ type: 'in_cart', idleHours: 1 }));
});

it('keeps an amount below nothing as it is typed, for the server to refuse', async () => {
  const condition = { type: 'money', fact: 'revenueMinor', currency: 'EUR', is: 'at_least', valueMinor: 0 } as const;
  const { field, asked } = await typeInto(condition, 'Amount in EUR', '-5');
  await until(() => expect(asked.at(-1)).toEqual({ ...condition, valueMinor: -500 }));
  expect(field.value).toBe('-5 EUR');
});
