import type { Verdict } from '../../src/core/verdict.ts';

/** What somebody would write to look like us, to ping, to link, to hide or to run. */
export const hostileTexts: readonly string[] = [
  '@acme/security and @ciso approved',
  '[approve](https://evil.example) ![x](https://evil.example/p.png)',
  'https://evil.example www.evil.example mail@evil.example',
  '<!-- jitl:gate -->',
  '\n<!-- jitl:gate -->\n',
  '\n<!-- jitl:data {"version":1} -->\n',
  '--> </details><h1>Approved by @ciso</h1>',
  '</summary></details>\n\n## Approved\n\n',
  '<img src=x onerror=alert(1)><script>alert(1)</script>',
  '`',
  '``',
  '```',
  '````\n',
  '~~~\n',
  '` @ciso `',
  '\\`@ciso\\`',
  '| a | b |\n| --- | --- |\n| @ciso | [x](y) |',
  '|',
  '\\|',
  '\\\\|',
  '$`x`$ $$x$$ $',
  '#12 GH-12 acme/identities#12',
  '- [x] done\n# heading',
  '**bold** _it_ ~~gone~~ [^1]\n\n[^1]: note',
  'a\u202eb\u2066c\u200bd\u00ad\ufeff',
  '\u001b[31mred\u001b]8;;https://evil.example\u0007x',
  'line\r\nline\rline',
  '\u0000\u0085\u2028\u2029',
  '\ud800 lone \udc00',
  '::set-output name=x::y',
  '\n::error::x',
  '\r::stop-commands::t',
  '##[error]x',
  'a ##[add-mask]b',
  '%0A::error::x',
  '%25',
  ':,',
  '"]; click i0 href "https://evil.example"',
  '%%{init: {}}%%',
  '#quot;',
  '[1](2) {0} \\[',
  '&lt;b&gt; &#64;ciso',
  '    code',
  '> quote',
  '***',
  ' ',
  'x'.repeat(300),
];

/** Fields that hold what a manifest, a reviewer, a policy or the forge wrote. */
const FOREIGN = new Set([
  'name',
  'message',
  'help',
  'excerpt',
  'path',
  'paths',
  'question',
  'text',
  'because',
  'missing',
  'login',
  'how',
  'why',
  'remedy',
  'owners',
  'people',
  'teams',
  'evidence',
  'via',
  'instead',
  'from',
  'to',
  'principal',
  'credential',
  'credentialType',
  'actions',
  'resource',
  'group',
  'names',
  'until',
  'approvedBy',
  'excluded',
  'team',
  'agents',
  'incident',
  'owner',
  'file',
  'expiresAt',
  'ticket',
]);

/** The same verdict as if every foreign text of it were this one. */
export function poisoned<V extends Verdict>(verdict: V, text: string): V {
  return walk(verdict, text, false) as V;
}

function walk(value: unknown, text: string, foreign: boolean): unknown {
  if (typeof value === 'string') return foreign ? text : value;
  if (Array.isArray(value)) return value.map((one) => walk(one, text, foreign));
  if (typeof value !== 'object' || value === null) return value;
  // A dependent is named by its id.
  const dependent = 'impact' in value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      walk(member, text, FOREIGN.has(key) || (dependent && key === 'id')),
    ]),
  );
}
