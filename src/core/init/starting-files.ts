import { codeownersPaths, jitlDirectory } from '../control-plane.ts';
import { gatePath, gateWorkflow, signalPath, signalWorkflow } from './workflows.ts';
import type { WorkflowSettings } from './workflows.ts';

/** A file that `jitl init` may write, named from the top of the working tree. */
export interface StartingFile {
  readonly path: string;
  readonly text: string;
}

/** No account and no team can have this name where it stands: a team is one of the own organisation. */
export const OWNER_TO_FILL_IN = '@FILL-IN/WHO-DECIDES';

/** The files of a new set-up; with `workflows`, also those for GitHub. CODEOWNERS is for who has none. */
export function startingFiles(workflows: WorkflowSettings | null): readonly StartingFile[] {
  return [
    { path: `${jitlDirectory}/config.yaml`, text: CONFIG },
    { path: `${jitlDirectory}/people.yaml`, text: PEOPLE },
    { path: codeownersPaths[0], text: CODEOWNERS },
    ...(workflows === null
      ? []
      : [
          { path: signalPath, text: signalWorkflow() },
          { path: gatePath, text: gateWorkflow(workflows) },
        ]),
  ];
}

const CONFIG = `# What is in use in this repository. A change of this file is judged by the rules that it replaces.
apiVersion: jitl.dev/v1
kind: Config
spec:
  # jitl:baseline is all policies that come with jitl. Policies of your own go into .jitl/policies/.
  extends: [jitl:baseline]
`;

const PEOPLE = `# Who has which role, whose accounts belong to one person, and which accounts are machines.
apiVersion: jitl.dev/v1
kind: People
spec:
  # Who may decide by role, where a policy asks for one.
  roles: {}
  #   security:
  #     people: ['@dana']
  #     teams: ['@acme/security']

  # Several accounts of one person count once. The number is what
  # \`gh api users/LOGIN --jq .id\` prints: a login can be renamed, and taken by somebody else.
  persons: []
  #   - name: dana-lee
  #     accounts:
  #       - { login: '@dana', id: 583231 }
  #     aliases: ['dana@acme.example']

  # Accounts that no person is behind when they act, and who runs them. An agent never approves.
  agents: []
  #   - login: '@acme-release-bot'
  #     operators: ['@lee']
`;

const CODEOWNERS = `# Who decides about what. The last line that matches a path decides.
# Add lines for your manifests here, above those of the gate, such as:
#   /deploy/production/ @acme/platform
#
# FILL IN, in each line below: who decides about the gate itself. At least one person with write access.
# Until then these lines have no effect, and nobody can approve a change of these files.
/.jitl/ ${OWNER_TO_FILL_IN}
/.github/ ${OWNER_TO_FILL_IN}
/.github/CODEOWNERS ${OWNER_TO_FILL_IN}
`;
