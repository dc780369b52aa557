import { expect, it } from 'vitest';
import { toOtherPage } from './links.js';

it('takes the period and filters to another page, and leaves what is of one page', () => {
  expect(toOtherPage('?period=last7&device=mobile&topic=sacs&survey=a&copy=b&segment=c')).toBe(
    'period=last7&device=mobile',
  );
});
