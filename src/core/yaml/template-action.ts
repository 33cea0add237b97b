/** The end of the action that begins at `at`, or up to where no action ends. */
export type ActionEnd = { readonly end: number } | { readonly noneBefore: number };

/**
 * Past the `}}` of an action. The flow mapping `{{a: b}: c}` is none: a single `}` comes first.
 */
export function actionEnd(text: string, at: number): ActionEnd {
  const isComment = /^\{\{-?\s*\/\*/.test(text.slice(at, at + 8));
  let end = isComment ? text.indexOf('*/', at) : at;
  let quote = '';
  for (; end >= 0 && end < text.length; end += 1) {
    const character = text[end] ?? '';
    if (quote === '' && character === '}') {
      if (text[end + 1] === '}') return { end: end + 2 };
      break;
    }
    if (character === '\n' || character === quote) quote = '';
    else if (quote === '' && (character === '"' || character === '`')) quote = character;
    else if (quote === '"' && character === '\\') end += 1;
  }
  return { noneBefore: end < 0 ? text.length : end };
}

/** Prometheus fills these in when an alert fires, in plain scalars that are legitimate YAML. */
const PROMETHEUS = /^\{\{-?\s*(?:\$labels|\$value|\$externalLabels|\$externalURL)\b/;
/** Within a plain scalar, a bare name is Argo's `{{item}}`: data to whoever applies the file. */
const BARE_NAME = /^\{\{\s*=?[A-Za-z_][\w.[\]'-]*\s*\}\}$/;

/** Whether an unquoted action is for a template engine that runs before YAML is read. */
export function isAction(action: string, fresh: boolean): boolean {
  return !PROMETHEUS.test(action) && (fresh || !BARE_NAME.test(action));
}

/** Whether the text has a statement of Jinja, which shares `{{ }}` with Go. */
export function hasStatement(text: string): boolean {
  return /\{%[-+]?\s{0,9}[a-z]/.test(text);
}

/** White space, or the end of the text. */
export function isBlank(character: string | undefined): boolean {
  return character === undefined || /\s/.test(character);
}
