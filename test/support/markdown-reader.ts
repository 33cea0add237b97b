import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';

/** Markdown as GitHub's dialect reads it, with raw HTML left in, so that it can be seen. */
export function toHtml(markdown: string): string {
  return micromark(markdown, {
    allowDangerousHtml: true,
    allowDangerousProtocol: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  });
}

/** The tags and comments of it in their order, without attributes but the targets of links. */
export function tagsOf(html: string): readonly string[] {
  return [...html.matchAll(/<!--|<(\/?[A-Za-z][A-Za-z0-9]*)([^>]*)>/g)].map(
    ([whole, name, rest]) =>
      name === undefined ? whole : `${name}${/(?:href|src)="[^"]*"/.exec(rest ?? '')?.[0] ?? ''}`,
  );
}

/** What is read as prose: no code, no tags, no comments. */
export function proseOf(html: string): string {
  return html
    .replace(/<(code|pre)[^>]*>[^]*?<\/\1>/g, '')
    .replace(/<!--[^]*?-->/g, '')
    .replace(/<[^>]*>/g, '');
}
