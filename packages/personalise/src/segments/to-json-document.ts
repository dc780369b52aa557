/** What an answer says of a list beside its members. */
export interface ListHead {
  segment: string;
  /** Milliseconds since 1970 UTC. */
  at: number;
}

const newline = 10;

/**
 * JSON lines as one document, as they come: `{"segment":…,"at":…,"members":[…],"persons":n}`. A list that is cut short is no JSON,
 * for its end is missing. Within a line there is no newline: JSON escapes it.
 */
export async function* toJsonDocument(lines: AsyncIterable<Uint8Array>, head: ListHead): AsyncGenerator<Buffer> {
  let persons = 0;
  let hasEnded = false;
  yield Buffer.from(`${JSON.stringify(head).slice(0, -1)},"members":[\n`);
  for await (const chunk of lines) {
    const pieces: Uint8Array[] = [];
    let from = 0;
    for (let at = chunk.indexOf(newline); from < chunk.length; at = chunk.indexOf(newline, from)) {
      const to = at === -1 ? chunk.length : at;
      if (hasEnded) pieces.push(separator);
      pieces.push(chunk.subarray(from, to));
      hasEnded = at !== -1;
      if (hasEnded) persons += 1;
      from = to + 1;
    }
    yield Buffer.concat(pieces);
  }
  yield Buffer.from(`\n],"persons":${persons}}\n`);
}

const separator = Buffer.from(',\n');
