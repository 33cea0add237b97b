import type { DiagnosticCode } from '../diagnostic.ts';

/** What a file may cost; docs/threat-model.md, "limits". */
export const limits = {
  fileBytes: 4 * 1024 * 1024,
  /** Mappings and sequences inside one another, aliases resolved. */
  depth: 64,
  /** Keys and values of a file, aliases resolved. */
  nodes: 400_000,
  documents: 5_000,
  /** What the aliases of one document may add: characters, plus `nodeWeight` for each node. */
  aliasWeight: 4 * 1024 * 1024,
  nodeWeight: 32,
} as const;

/** Open levels in the parser; above `depth`, so that the exact check on the tree speaks first. */
const OPEN_LEVELS = 2 * limits.depth;
/** About four tokens belong to a node; comments and blank lines are tokens too. */
const TOKENS = 2_500_000;
/**
 * `yaml` 2.9.1 rescans a run of blank lines for every indented comment after it: 0.8 MB took 134 s
 * (measured, `atIndentedComment`). A blank line is one token, two with spaces on it.
 */
const BLANK_TOKENS = 1_000;

export interface Breach {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly help: string;
}

/**
 * Watches the tokens on their way into the parser and stops it before a hostile file costs more
 * than a large one. Counting tokens instead of scanning the text is exact: a bracket inside quotes
 * or a block scalar is no token.
 */
export interface Guard {
  tokens: number;
  scalars: number;
  dashes: number;
  commas: number;
  colons: number;
  properties: number;
  blanks: number;
}

export function newGuard(): Guard {
  return { tokens: 0, scalars: 0, dashes: 0, commas: 0, colons: 0, properties: 0, blanks: 0 };
}

/**
 * Counts one token, but not the content after a scalar mark; each counter is a lower bound for the nodes of a well-formed file.
 */
export function checkToken(guard: Guard, token: string, openLevels: number): Breach | null {
  if (openLevels > OPEN_LEVELS) return tooDeep();
  guard.tokens += 1;
  if (guard.tokens > TOKENS) return tooMany(`more than ${TOKENS} tokens in one file`);
  if (isBlank(token)) {
    guard.blanks += 1;
    if (guard.blanks > BLANK_TOKENS)
      return tooMany(`more than ${BLANK_TOKENS} blank lines and indents in a row`);
    return null;
  }
  guard.blanks = 0;
  return count(guard, token.charCodeAt(0)) > limits.nodes ? tooManyNodes() : null;
}

function isBlank(token: string): boolean {
  const first = token.charCodeAt(0);
  return first === 0x20 || first === 0x0a || first === 0x0d || first === 0x09;
}

function count(guard: Guard, first: number): number {
  switch (first) {
    case 0x1f: // the library's mark before a plain or block scalar
    case 0x22: // "
    case 0x27: // '
    case 0x2a: // *
    case 0x5b: // [
    case 0x7b: // {
      return (guard.scalars += 1);
    case 0x2d: // -
      return (guard.dashes += 1);
    case 0x2c: // ,
      return (guard.commas += 1);
    case 0x3a: // :
    case 0x3f: // ?
      return (guard.colons += 1);
    case 0x21: // !
    case 0x26: // &
      return (guard.properties += 1) / 2;
    default:
      return 0;
  }
}

export function tooDeep(): Breach {
  return {
    code: 'too-deep',
    message: `more than ${limits.depth} mappings and sequences inside one another`,
    help: 'flatten the structure',
  };
}

export function tooManyNodes(): Breach {
  return tooMany(`more than ${limits.nodes} keys and values in one file`);
}

export function tooManyDocuments(): Breach {
  return {
    code: 'too-many-documents',
    message: `more than ${limits.documents} documents in one file`,
    help: 'split the file',
  };
}

function tooMany(message: string): Breach {
  return { code: 'too-many-nodes', message, help: 'split the file' };
}
