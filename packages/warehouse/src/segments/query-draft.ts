import { defaultInterestSettings, type InterestSettings, type ProductIdRules } from '@sillage/protocol';
import type { Parameters } from '../client/clickhouse.js';
import type { SegmentQuestion } from '../segment-store.js';

type Value = Parameters[string];

/** What a tree asks of ClickHouse, as it is read: bound values, and columns by the step that computes them. */
export class QueryDraft {
  readonly parameters: Record<string, Value> = {};
  readonly now: number;
  readonly interests: InterestSettings;
  readonly productIds: ProductIdRules | undefined;
  /** SQL that follows `site = …` in the WHERE of a table by visitor: of all persons that the query is about. */
  readonly ofVisitors: string;
  /** Name of what several parts of the query read → its select, in the order of asking. */
  readonly shared = new Map<string, string>();
  readonly #places = new Map<string, string>();
  readonly #columns = new Map<StepName, Map<string, string>>();

  constructor(
    { now, interests, productIds }: Pick<SegmentQuestion, 'now' | 'interests' | 'productIds'>,
    ofVisitors: string,
  ) {
    this.ofVisitors = ofVisitors;
    this.now = now;
    this.interests = interests ?? defaultInterestSettings;
    this.productIds = productIds;
  }

  /** The place of a value in SQL: nothing of a tree gets there in another way. */
  bind(type: 'String' | 'Array(String)' | 'Float64' | 'Int64', value: Value): string {
    const known = `${type} ${JSON.stringify(value)}`;
    const name = this.#places.get(known) ?? `p${this.#places.size}`;
    this.#places.set(known, name);
    this.parameters[name] = value;
    return `{${name}:${type}}`;
  }

  /** The name under which the rows of a select are read, computed once however many parts of the query name it. */
  share(select: string): string {
    for (const [name, known] of this.shared) if (known === select) return name;
    const name = `facts_${this.shared.size}`;
    this.shared.set(name, select);
    return name;
  }

  /** The name under which a step computes an expression, one for all who ask for the same. */
  column(step: StepName, expression: string): string {
    const columns = this.#columns.get(step) ?? new Map<string, string>();
    this.#columns.set(step, columns);
    const name = columns.get(expression) ?? `${step}_${columns.size}`;
    columns.set(expression, name);
    return name;
  }

  /** What a step is to compute, with the names. */
  columns(step: StepName): { expression: string; name: string }[] {
    return [...(this.#columns.get(step) ?? [])].map(([expression, name]) => ({ expression, name }));
  }

  /** `expression AS name` of all columns of a step. */
  select(step: StepName): string {
    return this.columns(step)
      .map(({ expression, name }) => `${expression} AS ${name}`)
      .join(', ');
  }
}

/** Facts that are computed together, by person, from the same rows. `visits` is of everybody. */
export const groupNames = [
  'visits',
  'deeds',
  'views',
  'products',
  'orders',
  'cart',
  'complaints',
  'sold',
  'interests',
  'hidden',
] as const;
export type GroupName = (typeof groupNames)[number];

/** Groups; whether a page or product is one that `views` asks for, and an interest one that `interests` does. */
export type StepName = GroupName | 'matches' | 'subjects';
