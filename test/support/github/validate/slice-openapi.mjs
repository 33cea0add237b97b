// Cuts the operations that the gate uses out of GitHub's published OpenAPI description, so that the
// tests need neither the network nor a package of 394 MB:
//
//     node test/support/github/validate/slice-openapi.mjs
//
// Run it by hand when an operation is added here or GitHub publishes a new description, and look at
// the difference. Descriptions, examples and headers are left out; schemas stay as published.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PACKAGE = '@octokit/openapi@23.0.2';
const DESCRIPTION = 'package/generated/api.github.com.json';
const LICENCE_TEXT = 'package/LICENSE';
const TARGET = new URL('../../../fixtures/github/openapi-slice.json', import.meta.url);

const REPOSITORY = '/repos/{owner}/{repo}';
const TEAM = '/orgs/{org}/teams/{team_slug}';

/** `METHOD path`, as the description writes them. */
const OPERATIONS = [
  // who we are
  'GET /app',
  'GET /app/installations',
  'POST /app/installations/{installation_id}/access_tokens',
  'DELETE /installation/token',
  'GET /rate_limit',
  'GET /user',
  'GET /user/{account_id}',
  'GET /users/{username}',
  // the repository, and who may do what there
  `GET ${REPOSITORY}`,
  `GET ${REPOSITORY}/installation`,
  `GET ${REPOSITORY}/activity`,
  `GET ${REPOSITORY}/collaborators`,
  `GET ${REPOSITORY}/collaborators/{username}/permission`,
  `GET ${REPOSITORY}/teams`,
  `GET ${TEAM}`,
  `GET ${TEAM}/invitations`,
  `GET ${TEAM}/members`,
  `GET ${TEAM}/memberships/{username}`,
  `GET ${TEAM}/repos/{owner}/{repo}`,
  `GET ${TEAM}/teams`,
  'GET /orgs/{org}/memberships/{username}',
  // pull requests
  `GET ${REPOSITORY}/pulls`,
  `GET ${REPOSITORY}/pulls/{pull_number}`,
  `GET ${REPOSITORY}/pulls/{pull_number}/commits`,
  `GET ${REPOSITORY}/pulls/{pull_number}/files`,
  `GET ${REPOSITORY}/pulls/{pull_number}/requested_reviewers`,
  `POST ${REPOSITORY}/pulls/{pull_number}/requested_reviewers`,
  `GET ${REPOSITORY}/pulls/{pull_number}/reviews`,
  `POST ${REPOSITORY}/pulls/{pull_number}/reviews`,
  `GET ${REPOSITORY}/pulls/{pull_number}/reviews/{review_id}`,
  `GET ${REPOSITORY}/issues/{issue_number}/comments`,
  `POST ${REPOSITORY}/issues/{issue_number}/comments`,
  `GET ${REPOSITORY}/issues/{issue_number}/timeline`,
  `GET ${REPOSITORY}/issues/comments/{comment_id}`,
  `PATCH ${REPOSITORY}/issues/comments/{comment_id}`,
  `GET ${REPOSITORY}/issues/comments/{comment_id}/reactions`,
  `POST ${REPOSITORY}/issues/comments/{comment_id}/reactions`,
  // content
  `GET ${REPOSITORY}/branches/{branch}`,
  `GET ${REPOSITORY}/compare/{basehead}`,
  `GET ${REPOSITORY}/contents/{path}`,
  `GET ${REPOSITORY}/git/blobs/{file_sha}`,
  `GET ${REPOSITORY}/git/commits/{commit_sha}`,
  `GET ${REPOSITORY}/git/matching-refs/{ref}`,
  `GET ${REPOSITORY}/git/ref/{ref}`,
  `GET ${REPOSITORY}/git/trees/{tree_sha}`,
  // verdicts
  `GET ${REPOSITORY}/commits/{ref}`,
  `GET ${REPOSITORY}/commits/{commit_sha}/pulls`,
  `GET ${REPOSITORY}/commits/{ref}/check-runs`,
  `GET ${REPOSITORY}/commits/{ref}/status`,
  `GET ${REPOSITORY}/commits/{ref}/statuses`,
  `POST ${REPOSITORY}/statuses/{sha}`,
  `POST ${REPOSITORY}/check-runs`,
  `GET ${REPOSITORY}/check-runs/{check_run_id}`,
  `PATCH ${REPOSITORY}/check-runs/{check_run_id}`,
  `POST ${REPOSITORY}/code-scanning/sarifs`,
  `GET ${REPOSITORY}/code-scanning/sarifs/{sarif_id}`,
  `POST ${REPOSITORY}/attestations`,
  `GET ${REPOSITORY}/attestations/{subject_digest}`,
  // settings
  `GET ${REPOSITORY}/rules/branches/{branch}`,
  `GET ${REPOSITORY}/rulesets`,
  `GET ${REPOSITORY}/rulesets/{ruleset_id}`,
  `GET ${REPOSITORY}/codeowners/errors`,
  `GET ${REPOSITORY}/environments`,
  `GET ${REPOSITORY}/environments/{environment_name}`,
  `GET ${REPOSITORY}/environments/{environment_name}/deployment-branch-policies`,
  `GET ${REPOSITORY}/environments/{environment_name}/secrets`,
  `GET ${REPOSITORY}/actions/permissions`,
  `GET ${REPOSITORY}/actions/permissions/workflow`,
  `GET ${REPOSITORY}/actions/organization-secrets`,
  `GET ${REPOSITORY}/actions/secrets`,
];

const LICENCE = {
  source: `${DESCRIPTION} of ${PACKAGE}, cut to the operations that the tests use`,
  origin: 'https://github.com/github/rest-api-description, by GitHub, MIT',
  package: 'https://github.com/octokit/openapi, by Octokit contributors, MIT',
};

/** Said for people; they take most of the bytes and say nothing that can be checked. */
const PROSE = new Set([
  'description',
  'title',
  'example',
  'examples',
  'externalDocs',
  'deprecated',
  'default',
]);

/** A schema without prose. The names under `properties` are names, whatever they look like. */
function bare(schema) {
  if (Array.isArray(schema)) return schema.map(bare);
  if (typeof schema !== 'object' || schema === null) return schema;
  const kept = Object.entries(schema).filter(([key]) => !PROSE.has(key) && !key.startsWith('x-'));
  return Object.fromEntries(
    kept.map(([key, value]) => {
      if (key === 'enum' || key === 'required') return [key, value];
      if (key !== 'properties') return [key, bare(value)];
      const properties = Object.entries(value).map(([name, one]) => [name, bare(one)]);
      return [key, Object.fromEntries(properties)];
    }),
  );
}

function referenced(schema, found) {
  if (typeof schema !== 'object' || schema === null) return;
  if (typeof schema.$ref === 'string') found.add(schema.$ref);
  for (const value of Object.values(schema)) referenced(value, found);
}

function at(description, pointer) {
  const keys = pointer.slice(2).split('/');
  return keys.reduce(
    (node, key) => node[key.replaceAll('~1', '/').replaceAll('~0', '~')],
    description,
  );
}

const resolved = (description, node) =>
  typeof node?.$ref === 'string' ? at(description, node.$ref) : node;

const jsonSchema = (content) => content?.['application/json']?.schema;

function operation(description, name) {
  const [method, path] = name.split(' ');
  const item = description.paths[path];
  const found = item?.[method.toLowerCase()];
  if (found === undefined) throw new Error(`${PACKAGE} does not describe ${name}`);
  const parameters = [...(item.parameters ?? []), ...(found.parameters ?? [])].map((one) => {
    const { name: called, in: where, required = false, schema } = resolved(description, one);
    return { name: called, in: where, required, schema: bare(schema) };
  });
  const body = resolved(description, found.requestBody);
  const responses = Object.entries(found.responses).map(([status, one]) => {
    const schema = jsonSchema(resolved(description, one).content);
    return [status, schema === undefined ? null : bare(schema)];
  });
  return {
    parameters,
    ...(jsonSchema(body?.content) === undefined
      ? {}
      : { body: { required: body.required ?? false, schema: bare(jsonSchema(body.content)) } }),
    responses: Object.fromEntries(responses),
  };
}

function slice(description) {
  const operations = Object.fromEntries(
    OPERATIONS.map((name) => [name, operation(description, name)]),
  );
  const schemas = {};
  const wanted = new Set();
  referenced(operations, wanted);
  // The set grows while it is walked: what a schema refers to is wanted too.
  for (const pointer of wanted) {
    if (!pointer.startsWith('#/components/schemas/')) throw new Error(`a reference to ${pointer}`);
    const schema = bare(at(description, pointer));
    schemas[pointer.slice('#/components/schemas/'.length)] = schema;
    referenced(schema, wanted);
  }
  const names = Object.keys(schemas).sort((one, other) => (one < other ? -1 : 1));
  return { operations, schemas: Object.fromEntries(names.map((name) => [name, schemas[name]])) };
}

/** One line per operation and per schema: a difference can be read. */
function lines({ operations, schemas }, text) {
  const entries = (map) =>
    Object.entries(map)
      .map(([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)}`)
      .join(',\n');
  return `{
  "licence": ${JSON.stringify({ ...LICENCE, text })},
  "operations": {\n${entries(operations)}\n  },
  "components": { "schemas": {\n${entries(schemas)}\n  } }
}\n`;
}

function run(command, args, cwd) {
  const result = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (result.status !== 0) {
    throw new Error(`${command} ${args.join(' ')}: ${result.error ?? result.stderr}`);
  }
  return result.stdout.trim();
}

const directory = mkdtempSync(join(tmpdir(), 'jitl-openapi-'));
try {
  const archive = run('npm', ['pack', '--silent', PACKAGE], directory).split('\n').at(-1);
  run('tar', ['-xzf', archive, DESCRIPTION, LICENCE_TEXT], directory);
  const read = (path) => readFileSync(join(directory, path), 'utf8');
  const text = lines(slice(JSON.parse(read(DESCRIPTION))), read(LICENCE_TEXT));
  writeFileSync(TARGET, text);
  console.log(`${fileURLToPath(TARGET)}: ${OPERATIONS.length} operations, ${text.length} bytes`);
} finally {
  rmSync(directory, { recursive: true, force: true });
}
