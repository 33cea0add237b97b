import {
  gatePath,
  gateWorkflow,
  signalPath,
  signalWorkflow,
  type SetupTier,
} from '../../src/core/init/workflows.ts';
import { PINNED } from './healthy-settings.ts';

export interface ShippedWorkflow {
  readonly name: string;
  readonly path: string;
  readonly text: string;
}

function gate(tier: SetupTier): ShippedWorkflow {
  const branches = ['main', "release/it's"];
  return {
    name: `the gate, ${tier}`,
    path: gatePath,
    text: gateWorkflow({ tier, action: PINNED, version: 'v0.1.0', branches }),
  };
}

/** Every workflow that `jitl init` writes, its action pinned. */
export const shippedWorkflows: readonly ShippedWorkflow[] = [
  { name: 'the signal', path: signalPath, text: signalWorkflow() },
  gate('starter'),
  gate('hardened'),
];
