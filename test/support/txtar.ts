/** A text archive: a comment, then files that each begin with a line `-- NAME --`. */
export interface Archive {
  readonly comment: string;
  readonly files: ReadonlyMap<string, string>;
}

const MARKER = /^-- (\S(?:.*\S)?) --$/;

/** Reads an archive; a name that occurs twice is a mistake of its author. */
export function parseArchive(text: string): Archive {
  const files = new Map<string, string>();
  let comment = '';
  let name: string | null = null;
  for (const line of text.replace(/\n$/, '').split('\n')) {
    const marker = MARKER.exec(line)?.[1];
    if (marker !== undefined) {
      if (files.has(marker)) throw new Error(`the section \`${marker}\` occurs twice`);
      files.set(marker, '');
      name = marker;
    } else if (name === null) comment += `${line}\n`;
    else files.set(name, `${files.get(name) ?? ''}${line}\n`);
  }
  return { comment, files };
}

/** The same text again; `parseArchive` of it gives the archive back. */
export function formatArchive(archive: Archive): string {
  const sections = [...archive.files].map(([name, content]) => `-- ${name} --\n${content}`);
  return archive.comment + sections.join('');
}
