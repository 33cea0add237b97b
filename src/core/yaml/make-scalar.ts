import type { Span } from '../location.ts';
import { isExact } from './node.ts';
import type { YamlScalar } from './node.ts';
import { addProblem, quoted } from './problem.ts';
import type { ProblemList } from './problem.ts';
import type { RawScalar } from './raw.ts';
import { resolvePlain } from './scalar.ts';

/** One scalar, typed by YAML 1.2 core, with the problems of its value. */
export function makeScalar(problems: ProblemList, node: RawScalar): YamlScalar {
  const { span, tag, text } = node;
  const plain = node.style === 'plain';
  if (node.style === 'double-quoted') checkEscapes(problems, node);
  // A tag decides the type, and every tag is a problem already: its content stays text.
  const { value, ambiguous } =
    plain && tag === null ? resolvePlain(text) : { value: text, ambiguous: null };
  if (typeof value === 'number' && !isExact(value))
    addProblem(problems, {
      code: 'number-out-of-range',
      message: `the number ${quoted(text)} is beyond what every consumer can hold`,
      help: `quote it: \`"${text.slice(0, 40)}"\``,
      span,
    });
  return { kind: 'scalar', span, tag, viaAlias: false, text, plain, value, ambiguous };
}

/** `"\uD800"` and `"\uD801"` would be the same bytes in every digest; go-yaml refuses both. */
function checkEscapes(problems: ProblemList, { text, span }: RawScalar): void {
  if (/[\ud800-\udfff]/.test(text) && /\p{Cs}/u.test(text))
    addProblem(problems, {
      code: 'forbidden-character',
      message: 'an escape stands for half a character (a lone surrogate)',
      help: 'write the whole character, or `\\U` with its eight digits',
      span,
    });
}

/** The value of `? key` or `{key}`. */
export function emptyValue(at: number): YamlScalar {
  const span: Span = { start: at, end: at };
  return {
    kind: 'scalar',
    span,
    tag: null,
    viaAlias: false,
    value: null,
    text: '',
    plain: true,
    ambiguous: null,
  };
}
