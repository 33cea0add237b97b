import { describe, expect, it } from 'vitest';
import { findTemplate } from '../../src/core/yaml/template.ts';

describe('findTemplate', () => {
  it.each([
    [
      'an action on its own line',
      'a: 1\n{{- if .Values.x }}\nb: 2\n{{- end }}\n',
      '{{- if .Values.x }}',
    ],
    ['a bare value', 'name: {{ include "x" . }}\n', '{{ include "x" . }}'],
    ['a brace in a Go string', 'name: {{ dict "a" "}" }}\n', '{{ dict "a" "}" }}'],
    ['within a plain scalar', 'image: repo/{{ .Values.i }}:1\n', '{{ .Values.i }}'],
    ['a template comment', "{{/* don't } */}}\na: 1\n", "{{/* don't } */}}"],
    ['after a block scalar', 'a: |\n  {{ x }}\n{{ end }}\n', '{{ end }}'],
    ['after a block scalar in a list', '- a: |\n    {{ x }}\n  b: {{ .y }}\n', '{{ .y }}'],
    ['in a flow sequence', 'args: [{{ .x }}]\n', '{{ .x }}'],
    ['as a key', '{{ .key }}: value\n', '{{ .key }}'],
    ['after a quote in a plain scalar', "a: it's\nb: {{ .x }}\n", '{{ .x }}'],
    ['after a quote that never ends', "a: 'x\nb: {{ .x }}\n", '{{ .x }}'],
    ['a bare name as a value', 'name: {{ env }}\n', '{{ env }}'],
    ['over several lines', 'a: {{ include\n  "x" . }}\n', '{{ include\n  "x" . }}'],
  ])('finds %s', (_, text, action) => {
    const start = text.indexOf(action);
    expect(findTemplate(text)).toEqual({
      span: { start, end: start + action.length },
      syntax: 'go-template',
    });
  });

  it.each([
    ['a statement', '{% if x %}\na: 1\n{% endif %}\n'],
    ['an expression beside statements', 'a: {{ x }}\n{% if x %}\n{% endif %}\n'],
  ])('finds Jinja: %s', (_, text) => {
    expect(findTemplate(text)?.syntax).toBe('jinja');
  });

  it.each([
    ['double quotes', 'name: "{{ .Values }}"\n'],
    ['single quotes', "name: '{{ cluster }}-x'\n"],
    ['quotes over lines', 'name: "a\n  {{ .x }}\n  b"\nc: d\n'],
    ['escaped quotes', 'name: "\\"{{ .x }}"\n'],
    ['a comment', 'a: b # {{ .x }}\n# {{ .y }}\n'],
    ['a literal block scalar', 'a: |\n  {{ .x }}\n\n  {% if %}\nb: c\n'],
    ['a folded block scalar in a list', '- >-\n  {{ .x }}\n- b\n'],
    ['a block scalar with a header comment', 'a: |2- # {{\n    {{ .x }}\nb: c\n'],
    ['a tagged block scalar', 'a: !x |\n  {{ .x }}\n'],
    ['a block scalar as document', '--- |\n{{ .x }}\n'],
    ['spaced flow mappings', 'a: { {a: b}: c }\n'],
    ['a flow mapping as key', 'a: {{a: b}: {c: d}}\n'],
    ['JSON', '{"a":{"b":{"c":{}}}}'],
    ['Prometheus in a plain scalar', 'summary: Instance {{ $labels.instance }} is down\n'],
    ['Argo in a plain scalar', 'name: run-{{item.name}}\n'],
    ['nothing', 'a: b\n'],
  ])('leaves alone %s', (_, text) => {
    expect(findTemplate(text)).toBeNull();
  });
});
