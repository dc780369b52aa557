/** A heading and what stands under it: paragraphs and lists. */
export interface Section {
  title: string;
  body: (string | readonly string[])[];
}

/** A whole document in one language. */
export interface Sections {
  title: string;
  sections: Section[];
}

export function toMarkdown({ title, sections }: Sections): string {
  const blocks = sections.flatMap((section) => [`## ${section.title}`, ...section.body.map(toBlock)]);
  return `${[`# ${title}`, ...blocks].filter(Boolean).join('\n\n')}\n`;
}

function toBlock(part: string | readonly string[]): string {
  return typeof part === 'string' ? part : part.map((item) => `- ${item}`).join('\n');
}
