import * as z from 'zod';

import { JitlError } from '../errors.ts';

/** The environment of a step, as the runner sets it. */
export type Environment = Readonly<Record<string, string | undefined>>;

const yesNo = z
  .enum(['true', 'false'], { error: 'must be `true` or `false`' })
  .transform((text) => text === 'true');

/**
 * Every input of `action.yml`, as the runner hands it over: text, empty where nothing was given. The
 * defaults stand here and not only there, so that both say the same; a test compares them.
 */
const shapes = {
  token: z.string().max(2000),
  'app-id': z
    .string()
    .regex(/^\d{0,12}$/, { error: 'must be the number of the App' })
    .transform((text) => (text === '' ? null : Number(text))),
  'app-private-key': z.string().max(20_000),
  'pull-request': z
    .string()
    .regex(/^\d{0,9}$/, { error: 'must be the number of a pull request' })
    .transform((text) => (text === '' ? null : Number(text))),
  publish: z.enum(['auto', 'status', 'check-run', 'none'], {
    error: 'must be `auto`, `status`, `check-run` or `none`',
  }),
  comment: yesNo,
  'request-reviewers': yesNo,
  sarif: yesNo,
  'fail-on': z.enum(['error', 'not-allowed'], { error: 'must be `error` or `not-allowed`' }),
} as const;

type InputName = keyof typeof shapes;

const defaults: Readonly<Record<InputName, string>> = {
  token: '',
  'app-id': '',
  'app-private-key': '',
  'pull-request': '',
  publish: 'auto',
  comment: 'true',
  'request-reviewers': 'true',
  sarif: 'false',
  'fail-on': 'error',
};

export const inputDefaults = defaults;

export interface ActionInputs {
  readonly token: string;
  readonly app: { readonly id: number; readonly privateKey: string } | null;
  readonly pullRequest: number | null;
  readonly publish: 'status' | 'check-run' | 'none';
  readonly comment: boolean;
  readonly requestReviewers: boolean;
  readonly sarif: boolean;
  readonly failOn: 'error' | 'not-allowed';
}

/** Reads the inputs of the step. An unknown or malformed one is an error that names it. */
export function readInputs(environment: Environment): ActionInputs {
  refuseUnknown(environment);
  const id = read('app-id', environment);
  const privateKey = read('app-private-key', environment);
  const publish = read('publish', environment);
  if ((id === null) !== (privateKey === ''))
    throw invalid(
      id === null ? 'app-id' : 'app-private-key',
      'is missing: an App is known by its number and its key together',
    );
  if (publish === 'check-run' && id === null)
    throw invalid(
      'publish',
      'is `check-run`, which needs an App: check runs of the workflow’s own token can be made by any workflow',
    );
  const token = read('token', environment);
  if (token === '' && id === null)
    throw invalid('token', 'is empty: leave it out, or give a token');
  return {
    token,
    app: id === null ? null : { id, privateKey },
    pullRequest: read('pull-request', environment),
    publish: publish === 'auto' ? (id === null ? 'status' : 'check-run') : publish,
    comment: read('comment', environment),
    requestReviewers: read('request-reviewers', environment),
    sarif: read('sarif', environment),
    failOn: read('fail-on', environment),
  };
}

function read<Name extends InputName>(
  name: Name,
  environment: Environment,
): z.output<(typeof shapes)[Name]> {
  const given = environment[variableOf(name)] ?? '';
  // The runner trims nothing, and a block scalar in a workflow ends with a line break.
  const text = given.trim() === '' ? defaults[name] : given.trim();
  const result = shapes[name].safeParse(text);
  if (result.success) return result.data as z.output<(typeof shapes)[Name]>;
  throw invalid(name, result.error.issues[0]?.message ?? 'is malformed');
}

function variableOf(name: string): string {
  return `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`;
}

function refuseUnknown(environment: Environment): void {
  const known = new Set(Object.keys(shapes).map(variableOf));
  const unknown = Object.keys(environment).find(
    (name) => name.startsWith('INPUT_') && !known.has(name),
  );
  if (unknown === undefined) return;
  const name = unknown.slice('INPUT_'.length).toLowerCase();
  throw new JitlError('input-invalid', `there is no input \`${name}\``, {
    help: `the inputs are ${Object.keys(shapes).join(', ')}`,
  });
}

/** The value is never shown: it may be a secret that was given to the wrong input. */
function invalid(name: string, why: string): JitlError {
  return new JitlError('input-invalid', `input \`${name}\` ${why}`, {
    help: `correct \`with: ${name}:\` of the step; \`action.yml\` describes it`,
  });
}
