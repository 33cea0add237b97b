import { readFileSync } from 'node:fs';

import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';

import { publishedSchemas } from '../../src/cli/published-schemas.ts';
import { diagnoseSettings, diagnoseUnreached } from '../../src/core/doctor/diagnose.ts';
import { renderDoctorJson } from '../../src/render/doctor-json.ts';
import { renderDoctorTerminal } from '../../src/render/doctor-terminal.ts';
import { renderInitTerminal } from '../../src/render/init-terminal.ts';
import { plainStyle } from '../../src/render/style.ts';
import { healthySettings, read } from '../support/healthy-settings.ts';

const HOSTILE = 'x\u001B[2J\n::error::y\u202E';

const hostile = diagnoseSettings({
  ...healthySettings('hardened'),
  bypass: read([{ ruleset: HOSTILE, type: HOSTILE, id: null, mode: 'always' }]),
  lastResult: read({ context: HOSTILE, by: 1, login: HOSTILE }),
  teams: [{ name: HOSTILE, readable: read(false) }],
});

test('the terminal shows how many, then each with its place and what to change', () => {
  const diagnosis = diagnoseSettings({
    ...healthySettings('starter'),
    workflowPermissions: read({ default: 'write', mayApprove: false }),
  });
  expect(renderDoctorTerminal(diagnosis, plainStyle).split('\n\n').slice(0, 2).join('\n\n')).toBe(
    `no errors, 1 warning, 1 note  in acme/shop, main, tier starter

warning[workflow-token-writes]: a workflow that asks for no rights gets a token
  that can write
  --> Settings → Actions → General → Workflow permissions
  = fix: "Read repository contents and packages permissions"
  = run: gh api -X PUT repos/acme/shop/actions/permissions/workflow -f default_workflow_permissions=read`,
  );
  expect(renderDoctorTerminal(diagnosis, plainStyle)).toMatch(
    /^ok {2}forge +the settings were read$/m,
  );
});

test('what somebody else named cannot move a cursor, break a line or command a runner', () => {
  const text = renderDoctorTerminal(hostile, plainStyle);
  expect(text).not.toMatch(/[\u001B\u202E]|^::/m);
  const json = renderDoctorJson(hostile);
  expect(json).not.toMatch(/[\u001B\u202E]/);
  expect(JSON.parse(json)).toMatchObject({ failed: true });
  const file = { path: HOSTILE, state: 'there' } as const;
  const step = { what: HOSTILE, where: HOSTILE, settings: [HOSTILE], commands: [HOSTILE] };
  const init = renderInitTerminal({ files: [file], steps: [step], last: 'x' }, plainStyle);
  expect(init).not.toMatch(/[\u001B\u202E]|^::/m);
});

test('the JSON is what its schema says', () => {
  const { text } = publishedSchemas().find(({ file }) => file === 'doctor.v1.json') ?? { text: '' };
  const published = new URL('../../schema/doctor.v1.json', import.meta.url);
  expect(readFileSync(published, 'utf8')).toBe(text);
  const validate = new Ajv2020({ strict: false }).compile(JSON.parse(text) as object);
  for (const diagnosis of [hostile, diagnoseUnreached({ why: 'no network' }, [])]) {
    validate(JSON.parse(renderDoctorJson(diagnosis)));
    expect(validate.errors).toBeNull();
  }
});

test('a command holds a hostile branch as one word', () => {
  const settings = healthySettings('hardened');
  const branch = "a'; rm -rf x #";
  const { findings } = diagnoseSettings({
    ...settings,
    branch,
    repository: read({
      name: 'acme/shop; x',
      visibility: 'private',
      defaultBranch: branch,
      mergeMethods: ['squash'],
    }),
    environment: read({ branches: [], adminBypass: false }),
  });
  const commands = findings.flatMap(({ command }) => command ?? []);
  expect(commands.length).toBeGreaterThan(1);
  for (const command of commands) {
    expect(command).not.toContain('acme/shop; x');
    expect(
      command.replaceAll("'a'\\''; rm -rf x #'", 'B').replaceAll("'name=a'\\''; rm -rf x #'", 'B'),
    ).not.toContain('rm -rf');
  }
});
