/** A command as GitHub's runner understood it from one line of a log. */
export interface RunnerCommand {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

/**
 * How the runner reads lines, both forms: `::name key=value::data` at the start of a line, leading
 * white space aside, else `##[name key=value;]data` anywhere in it. Written after its behaviour.
 */
export function runnerCommands(log: string): readonly RunnerCommand[] {
  return log.split(/\r\n|\r|\n/).flatMap((line) => newForm(line) ?? oldForm(line) ?? []);
}

function newForm(line: string): RunnerCommand | null {
  const text = line.trimStart();
  if (!text.startsWith('::')) return null;
  const end = text.indexOf('::', 2);
  if (end < 0) return null;
  const [name = '', ...rest] = text.slice(2, end).split(' ');
  if (name === '') return null;
  const properties = rest
    .join(' ')
    .split(',')
    .flatMap((pair) => {
      const at = pair.indexOf('=');
      return at <= 0 ? [] : [[pair.slice(0, at).trim(), unescape(pair.slice(at + 1), true)]];
    });
  return {
    name: name.toLowerCase(),
    properties: Object.fromEntries(properties) as Readonly<Record<string, string>>,
    data: unescape(text.slice(end + 2), false),
  };
}

function oldForm(line: string): RunnerCommand | null {
  const start = line.indexOf('##[');
  const end = start < 0 ? -1 : line.indexOf(']', start);
  if (end < 0) return null;
  return {
    name: line.slice(start + 3, end).toLowerCase(),
    properties: {},
    data: line.slice(end + 1),
  };
}

function unescape(text: string, property: boolean): string {
  const plain = text.replaceAll('%0D', '\r').replaceAll('%0A', '\n');
  const more = property ? plain.replaceAll('%3A', ':').replaceAll('%2C', ',') : plain;
  return more.replaceAll('%25', '%');
}
