import type { Basis, ReadyFactor } from '../policy/basis.ts';
import type { CompiledCondition } from '../policy/cel.ts';

/**
 * The same basis, whose conditions answer from memory where they saw the very same inputs before. A
 * mutant differs in one rule: all others need not be evaluated again. Inputs are told apart by
 * identity, so each case must have objects of its own and one time.
 */
export function remembering(basis: Basis): Basis {
  const policies = basis.policies.map((policy) => ({
    ...policy,
    factors: policy.factors.map((factor): ReadyFactor => ({
      ...factor,
      condition: rememberingCondition(factor.condition),
    })),
  }));
  return { ...basis, policies };
}

type Answer = ReturnType<CompiledCondition['matches']>;

function rememberingCondition({ matches }: CompiledCondition): CompiledCondition {
  const known = new Map<unknown, Map<unknown, Answer>>();
  return {
    matches: (input) => {
      const subject = input['subject'];
      const about = input['item'] ?? input['state'] ?? subject;
      const answers = known.get(about) ?? new Map<unknown, Answer>();
      known.set(about, answers);
      const answer = answers.get(subject) ?? matches(input);
      answers.set(subject, answer);
      return answer;
    },
  };
}
