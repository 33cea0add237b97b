import { checked, whenRead, type Checked, type Found } from './finding.ts';
import type { BranchRules } from './settings.ts';
import { rulesPage, type Subject } from './subject.ts';

/** GitHub's own rules, which hold also where the gate does not run. */
export function checkBranchRules(subject: Subject): Checked {
  const about = {
    check: 'branch-rules',
    what: 'the rules of the branch',
    essential: true,
  } as const;
  return whenRead(subject.reading.rules, about, (rules) => {
    const page = rulesPage(subject.reading.branch);
    const found = [
      ...pullRequestProblems(rules, page),
      ...branchProblems(rules, page),
      ...mergeProblems(rules, subject),
    ];
    return checked('branch-rules', found, 'pull requests, approvals and pushes are ruled');
  });
}

function pullRequestProblems({ pullRequest }: BranchRules, page: string): readonly Found[] {
  const where = `${page} → Require a pull request before merging`;
  if (pullRequest === null)
    return [
      {
        id: 'pull-request-not-required',
        message: 'commits can be pushed to the branch without a pull request',
        where,
        fix: 'switch it on',
        command: null,
      },
    ];
  const found = (id: Found['id'], message: string, fix: string): Found => ({
    id,
    message,
    where,
    fix,
    command: null,
  });
  return [
    ...(pullRequest.requiredApprovals >= 1
      ? []
      : [
          found(
            'approvals-not-required',
            'GitHub itself asks for no approval, so it does not shut again when one is dismissed unseen',
            'Required approvals: 1 or more',
          ),
        ]),
    ...(pullRequest.dismissStaleReviews
      ? []
      : [
          found(
            'stale-reviews-kept',
            'for GitHub an approval stays when other commits are pushed',
            'Dismiss stale pull request approvals when new commits are pushed: on',
          ),
        ]),
    ...(pullRequest.lastPushApproval
      ? []
      : [
          found(
            'last-push-approval-off',
            'for GitHub whoever pushed last may approve that',
            'Require approval of the most recent reviewable push: on',
          ),
        ]),
    ...(pullRequest.codeOwnerReview
      ? []
      : [
          found(
            'code-owner-review-off',
            'GitHub itself does not ask the owners',
            'Require review from Code Owners: on',
          ),
        ]),
  ];
}

function branchProblems(rules: BranchRules, page: string): readonly Found[] {
  return [
    ...(rules.blocksForcePush
      ? []
      : [
          {
            id: 'force-push-allowed',
            message: 'the history of the branch can be rewritten',
            where: `${page} → Block force pushes`,
            fix: 'switch it on',
            command: null,
          } as const,
        ]),
    ...(rules.blocksDeletion
      ? []
      : [
          {
            id: 'deletion-allowed',
            message: 'the branch can be deleted, and made anew from any commit',
            where: `${page} → Restrict deletions`,
            fix: 'switch it on',
            command: null,
          } as const,
        ]),
  ];
}

/** A squash lands what was judged; else each commit in between becomes reachable too. */
function mergeProblems(rules: BranchRules, { reading, repository }: Subject): readonly Found[] {
  const allowed =
    rules.pullRequest?.mergeMethods ??
    (reading.repository.kind === 'read' ? reading.repository.value.mergeMethods : null);
  if (allowed === null || allowed.every((method) => method === 'squash')) return [];
  return [
    {
      id: 'not-squash-only',
      message: `pull requests may land by ${allowed.join(', ')}, so commits in between land with them`,
      where: 'Settings → General → Pull Requests',
      fix: 'allow squash merging alone',
      command: `gh api -X PATCH repos/${repository} -F allow_squash_merge=true -F allow_merge_commit=false -F allow_rebase_merge=false`,
    },
  ];
}
