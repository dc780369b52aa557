import type { DefinitionKind } from '@sillage/protocol';

/** Which definition. */
export interface DefinitionRef {
  site: string;
  kind: DefinitionKind;
  id: string;
}

/** A definition as it stands. */
export interface StoredDefinition extends DefinitionRef {
  /** From 1, rising by one with each change, over deletions too. */
  version: number;
  /** JSON. */
  body: string;
  changedAt: number;
}

export interface DefinitionChange extends DefinitionRef {
  /** JSON; absent: the definition goes. */
  body?: string;
  /** Made only while the definition is at this version, 0 while there is none; absent: whatever there is. */
  expectedVersion?: number;
  changedAt: number;
}

/** What became of a change: the version it made, or the one that stood in its way (0: there is none). */
export type ChangeOutcome = { isDone: true; version: number } | { isDone: false; version: number };
