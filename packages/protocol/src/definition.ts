/** What a site's people define, each under `/v1/<path>`. `rules` are of the site's recommendations. */
const definitionKinds = ['segment', 'slot', 'offer', 'rules'] as const;
export type DefinitionKind = (typeof definitionKinds)[number];

/** A definition as the API tells it: its body, and which version of it. */
export type Defined<Body> = Body & {
  /** Rises by one with each change; also its ETag. A change that names another than the current is refused. */
  version: number;
  /** Milliseconds since 1970 UTC. */
  changedAt: number;
};
