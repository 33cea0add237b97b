import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { mermaidLabel } from '../../src/render/escape.ts';
import { renderMermaid } from '../../src/render/mermaid.ts';
import { hostileTexts, poisoned } from '../support/hostile-texts.ts';
import { everything, nothingToGate, readersOf } from '../support/published-verdicts.ts';

const LABEL = String.raw`\["[A-Za-z0-9 ._,/#;-]*"\]`;
const NODE = String.raw`(?:i\d+|n\d+x\d+|more)`;
const ARROW = String.raw`(?:-->|-\.->|---)(?:\|[a-z, ]+\|)?`;
const LINE = new RegExp(`^  ${NODE}(?:${LABEL})?(?: ${ARROW} ${NODE}(?:${LABEL})?)?$`);

/** Every line is a node or an arrow with quoted labels, and nothing else. */
function expectGraph(text: string): readonly string[] {
  const lines = text.split('\n');
  expect(lines.slice(0, 2)).toEqual(['```mermaid', 'flowchart LR']);
  expect(lines.at(-1)).toBe('```');
  const inside = lines.slice(2, -1);
  for (const line of inside) expect(line).toMatch(LINE);
  return inside;
}

describe('the graph', () => {
  test('shows who changes, what they gain, and who depends on them', () => {
    expect(expectGraph(renderMermaid(everything())).slice(0, 3)).toEqual([
      '  i0["ServiceAccount team-0/app-0, high"]',
      '  i0 -->|gains| n0x0["in namespace team-0, get, list secrets"]',
      '  n0x1["billing"] -->|depends, outage| i0',
    ]);
    expect(renderMermaid(nothingToGate())).toBe('');
  });

  test('has thirty nodes at most, and counts the rest', () => {
    const lines = expectGraph(renderMermaid(readersOf('secrets', 40)));
    const nodes = lines.flatMap((line) => [...line.matchAll(/\["/g)]);
    expect(nodes.length).toBeLessThanOrEqual(30);
    expect(lines.at(-1)).toBe('  more["and 51 more"]');
    const fitting = expectGraph(renderMermaid(readersOf('secrets', 14)));
    expect(fitting.join('\n')).not.toContain('more[');
  });

  test('is a graph of the same nodes whatever the labels say', () => {
    const shape = (text: string) =>
      expectGraph(renderMermaid(poisoned(everything(), text))).map((line) =>
        line.replace(/"[^"]*"/g, '""'),
      );
    const harmless = shape('x');
    for (const text of hostileTexts) expect(shape(text)).toEqual(harmless);
  });

  test('shows a label as what it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const label = mermaidLabel(text, 1000);
        const read = label.replace(/#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
        if (!/[\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Bidi_Control}]/u.test(text))
          expect(read).toBe(text);
      }),
    );
  });
});
