import * as fc from 'fast-check';
import { expect, it } from 'vitest';

import { catalogues } from '../../src/core/frameworks/catalogues.ts';
import { checkCitation, isCitation } from '../../src/core/frameworks/cite.ts';

const ids = Object.keys(catalogues);
const items = Object.values(catalogues).flatMap((catalogue) => Object.keys(catalogue.items));

/** Texts near to ids: pieces of real ones, glued together. */
const pieces = fc
  .array(
    fc.constantFrom(
      ...'NHI LLM ASI AC IA CM AU GV PR OV AA CC A tenet - . : ( ) 0 1 2 5 06 10 2024 2025 2026 d'.split(
        ' ',
      ),
      ' ',
      '\u212a',
      '__proto__',
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));
const texts = fc.oneof(pieces, fc.string({ unit: 'binary' }), fc.constantFrom(...items, ...ids));
/** One character of a real id lost, doubled or replaced. */
const slips = fc
  .tuple(fc.constantFrom(...items), fc.nat(30), fc.constantFrom('', '0', '7', 'x', ' ', '('))
  .map(
    ([item, at, by]) => item.slice(0, at % item.length) + by + item.slice((at % item.length) + 1),
  );

/** The rule said over again: the id itself, or the id without the year of its list. */
function exists(catalog: string, control: string): boolean {
  const known = Object.entries(catalogues).find(([id]) => id === catalog)?.[1];
  if (known === undefined) return false;
  return Object.keys(known.items).some(
    (id) => id === control || (id.endsWith(`:${known.edition}`) && id.split(':')[0] === control),
  );
}

it('a text that is no item of its catalogue is a problem with a help', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.constantFrom(...ids), texts),
      fc.oneof(texts, slips),
      (catalog, control) => {
        const checked = checkCitation(catalog, control);
        if (isCitation(checked)) {
          expect(exists(catalog, control)).toBe(true);
          expect(exists(checked.catalog, checked.control)).toBe(true);
          return;
        }
        expect(checked.what).toBe(ids.includes(catalog) ? 'control' : 'catalog');
        expect(checked.help).not.toMatch(/undefined|null/);
        expect(checked.help.length).toBeGreaterThan(10);
        if (exists(catalog, control))
          expect([catalog, control.length]).toEqual(['owasp-llm-2026', 5]);
      },
    ),
    { numRuns: 3_000 },
  );
});

it('whatever id a problem suggests can be cited in that catalogue', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ids), fc.oneof(texts, slips), (catalog, control) => {
      const checked = checkCitation(catalog, control);
      if (isCitation(checked)) return;
      const suggested = /^did you mean `([^`]+)`/.exec(checked.help)?.[1];
      if (suggested !== undefined) expect(isCitation(checkCitation(catalog, suggested))).toBe(true);
    }),
    { numRuns: 3_000 },
  );
});

it('the form that is printed is cited as itself', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ids), fc.oneof(texts, slips), (catalog, control) => {
      const checked = checkCitation(catalog, control);
      if (isCitation(checked))
        expect(checkCitation(checked.catalog, checked.control)).toEqual(checked);
    }),
    { numRuns: 1_000 },
  );
});
