import { readFileSync, readdirSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { catalogues } from '../../src/core/frameworks/catalogues.ts';
import { checkCitation, isCitation } from '../../src/core/frameworks/cite.ts';

const all = Object.values(catalogues);
const items = all.flatMap(({ id, items: own }) => Object.keys(own).map((item) => [id, item]));
const root = new URL('../../', import.meta.url);

function shown(catalog: string, control: string): string {
  const checked = checkCitation(catalog, control);
  return isCitation(checked) ? checked.shown : `${checked.message}; ${checked.help}`;
}

/** The help of a citation that must be refused, with the text that is wrong. */
function refused(catalog: string, control: string): readonly [string, string] {
  const checked = checkCitation(catalog, control);
  return isCitation(checked) ? ['accepted', checked.shown] : [checked.what, checked.help];
}

describe('items that exist', () => {
  it.each(items)('%s %s is cited with its edition', (catalog = '', item = '') => {
    const checked = checkCitation(catalog, item);
    if (!isCitation(checked)) throw new Error(checked.message);
    expect(checked).toMatchObject({ catalog, control: item });
    expect(checked.title).toMatch(/^\S.{3,}\S$/);
    expect(checked.shown).toContain(item);
    expect(checked.shown).toMatch(/\b(?:20[0-2]\d|Rev\. 5|CSF 2\.0)\b/);
    expect(checked.shown).not.toMatch(/compl(?:y|iant|iance)|undefined/i);
  });

  it.each([
    ['owasp-nhi-2025', 'NHI5:2025', 'OWASP NHI5:2025 Overprivileged NHI'],
    ['nist-csf-2.0', 'PR.AA-05', 'NIST CSF 2.0 PR.AA-05'],
    ['nist-800-53r5', 'AC-6(5)', 'NIST SP 800-53 Rev. 5 AC-6(5) Privileged Accounts'],
    ['nist-800-207', 'tenet-3', 'NIST SP 800-207 (2020) tenet-3'],
    ['soc2-2017', 'CC8.1', 'SOC 2 (2017) CC8.1 Change management'],
    ['iso-27001-2022', 'A.5.3', 'ISO/IEC 27001:2022 A.5.3 Segregation of duties'],
    ['owasp-llm-2026', 'LLM03:2026', 'OWASP LLM03:2026 Excessive Agency'],
    ['owasp-agentic-2026', 'ASI09', 'OWASP ASI09:2026 Human-Agent Trust Exploitation'],
    ['nist-csf-2.0', 'GV.OV-01', 'NIST CSF 2.0 GV.OV-01'],
  ])('%s %s is shown as %s', (catalog, control, text) => {
    expect(shown(catalog, control)).toBe(text);
  });

  it.each(['owasp-nhi-2025', 'owasp-llm-2025', 'owasp-agentic-2026'] as const)(
    '%s takes ids without their year and prints it',
    (id) => {
      for (const item of Object.keys(catalogues[id].items)) {
        const short = item.replace(/:20\d\d$/, '');
        expect(short).not.toBe(item);
        expect(checkCitation(id, short)).toEqual(checkCitation(id, item));
      }
    },
  );

  it('all that the shipped policies cite', () => {
    const texts = readdirSync(new URL('policies/', root), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => readFileSync(new URL(`policies/${name}`, root), 'utf8'))
      .join('\n');
    const lists = [...texts.matchAll(/\bcatalog: ([^\s,]+),?\s+controls:\s*\[([^\]]+)\]/g)];
    expect(lists.length).toBeGreaterThan(5);
    expect(lists).toHaveLength([...texts.matchAll(/\bcatalog:/g)].length);
    for (const [, catalog = '', controls = ''] of lists)
      for (const control of controls.replace(/['"\s]/g, '').split(','))
        expect(refused(catalog, control)[0], `${catalog} ${control}`).toBe('accepted');
  });
});

describe('catalogues', () => {
  it.each(all)('$id has a name, an edition and an address', (catalogue) => {
    expect(catalogues[catalogue.id]).toBe(catalogue);
    expect(catalogue.edition).toMatch(/20\d\d/);
    expect(new URL(catalogue.url).protocol).toBe('https:');
    expect(catalogue.title).not.toBe('');
  });

  it('have the bounds of their editions', () => {
    for (const id of ['owasp-nhi-2025', 'owasp-llm-2025', 'owasp-llm-2026', 'owasp-agentic-2026'])
      expect(items.filter(([catalog]) => catalog === id)).toHaveLength(10);
  });
});

describe('wrong citations say what to use instead', () => {
  const approval = /`NHI8:2025` .* `NHI1:2025` .* `NHI5:2025` .* `NHI7:2025` .* `NHI10:2025`/;

  it.each([
    ['owasp-nhi-2025', 'NHI-08', approval],
    ['owasp-nhi-2025', 'NHI-8', approval],
    ['owasp-nhi-2025', 'NHI08', approval],
    ['owasp-nhi-2025', 'NHI-08: governance and approval controls', approval],
    ['owasp-nhi-2025', 'NHI8:2024', /^write `NHI8:2025`; the year 2024 is a slip/],
    [
      'owasp-llm-2026',
      'LLM06',
      /^write `LLM06:2026` for .*; Excessive Agency is `LLM03:2026` here$/,
    ],
    ['owasp-llm-2026', 'LLM07', /System Prompt Leakage is only in `owasp-llm-2025`$/],
    [
      'owasp-llm-2026',
      'LLM06:2025',
      /`owasp-llm-2025`, .*; in `owasp-llm-2026`, Excessive Agency is `LLM03:2026`$/,
    ],
    ['nist-800-207', 'JIT', /`tenet-3` .* `tenet-4` .* `tenet-6`/],
    ['nist-800-207', 'just-in-time access', /`tenet-3` .* `tenet-4` .* `tenet-6`/],
    ['nist-800-53r5', 'AC-2 d', /^write `AC-2`; .* item e, not d$/],
    ['nist-csf-2.0', 'PR.AA-06', /^leave it out: `PR.AA-06` exists/],
    ['nist-csf-2.0', 'GV.RR-03', /^leave it out/],
    ['nist-csf-2.0', 'GV.RR-04', /^leave it out/],
  ])('%s %s', (catalog, control, help) => {
    expect(refused(catalog, control)).toEqual(['control', expect.stringMatching(help)]);
  });

  it.each(['eu-ai-act', 'EU AI Act Art. 14'])('%s is no catalogue', (name) => {
    expect(refused(name, '14(4)')).toEqual(['catalog', expect.stringMatching(/^leave it out/)]);
  });

  it('asks for the year in the list of 2026 only where a number means something else', () => {
    expect(shown('owasp-llm-2026', 'LLM01')).toBe('OWASP LLM01:2026 Prompt Injection');
    expect(shown('owasp-llm-2026', 'LLM02')).toContain('LLM02:2026');
    for (const number of ['03', '04', '05', '06', '07', '08', '09', '10'])
      expect(refused('owasp-llm-2026', `LLM${number}`)[0]).toBe('control');
    expect(shown('owasp-llm-2025', 'LLM06')).toBe('OWASP LLM06:2025 Excessive Agency');
  });
});

describe('suggestions', () => {
  it('look at no more of a text than an id can be long', () => {
    const long = `NHI-05${' '.repeat(80)}7`;
    expect(refused('owasp-nhi-2025', long)[1]).toMatch(/^did you mean `NHI5:2025`/);
  });

  it.each([
    ['owasp-nhi-2025', 'nhi-05', 'did you mean `NHI5:2025` (Overprivileged NHI)?'],
    ['owasp-nhi-2025', 'NHI5:2024', 'did you mean `NHI5:2025` (Overprivileged NHI)?'],
    [
      'owasp-nhi-2025',
      'NIH5',
      'did you mean `NHI5:2025` (Overprivileged NHI)? If not, leave it out',
    ],
    [
      'owasp-nhi-2025',
      'NIH5:2025',
      'did you mean `NHI5:2025` (Overprivileged NHI)? If not, leave it out',
    ],
    ['nist-800-53r5', 'AC-06(05)', 'did you mean `AC-6(5)` (Privileged Accounts)?'],
    ['nist-800-53r5', 'AC-6 (5)', 'did you mean `AC-6(5)` (Privileged Accounts)?'],
    ['nist-800-53r5', 'CM-3(1) d', expect.stringMatching(/^did you mean `CM-3\(1\)`/)],
    ['nist-800-53r5', 'IA-5 (g)', 'did you mean `IA-5` (Authenticator Management)?'],
    ['nist-csf-2.0', 'GV.OC-01', 'did you mean `GV.OV-01`? If not, leave it out'],
    ['nist-csf-2.0', 'PR.AA-5', 'did you mean `PR.AA-05`?'],
    ['nist-csf-2.0', 'AA-05', 'did you mean `PR.AA-05`?'],
    ['iso-27001-2022', '5.3', 'did you mean `A.5.3` (Segregation of duties)?'],
    ['nist-800-207', 'tenet 3', 'did you mean `tenet-3`?'],
    ['nist-csf-2.0', 'AC-6', 'it is an item of `nist-800-53r5`, to be cited there'],
  ])('%s %s: %s', (catalog, control, help) => {
    expect(refused(catalog, control)).toEqual(['control', help]);
  });

  it('does not offer another number as if it were a slip', () => {
    expect(refused('soc2-2017', 'CC6.4')[1]).toBe(
      'cite one of `CC6.1`, `CC6.2`, `CC6.3`, `CC8.1`, or leave it out',
    );
    expect(refused('owasp-nhi-2025', 'NHI11:2025')[1]).toMatch(/^cite one of `NHI1:2025`, /);
  });

  it.each([
    ['owasp-nhi', 'name the edition: `owasp-nhi-2025`'],
    ['owasp-llm', 'name the edition: `owasp-llm-2025`, `owasp-llm-2026`'],
    ['owasp-nhi-2024', 'did you mean `owasp-nhi-2025`?'],
    ['nist-800-53', 'did you mean `nist-800-53r5`?'],
    ['cis', expect.stringMatching(/^use one of `owasp-nhi-2025`, .*`owasp-agentic-2026`$/)],
    ['', expect.stringMatching(/^use one of/)],
  ])('catalogue %s: %s', (name, help) => {
    expect(refused(name, 'NHI5')).toEqual(['catalog', help]);
  });
});

it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'items', ''])(
  '%s is neither a catalogue nor an item',
  (name) => {
    expect(refused(name, 'NHI5')[0]).toBe('catalog');
    for (const { id } of all) expect(refused(id, name)[0], id).toBe('control');
  },
);
