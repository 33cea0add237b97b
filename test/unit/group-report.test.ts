import { expect, it } from 'vitest';

import { groupReportOf } from '../../src/render/group-report.ts';

const about = { context: 'jitl/gate@main', commit: 'a'.repeat(40) };

it('allows a group without a problem', () => {
  expect(groupReportOf({ problems: [], size: 2 }, about)).toMatchObject({
    ...about,
    conclusion: 'success',
    title: 'Allowed: 2 pull requests of the group',
  });
});

it('fails with the first problem in its title, and shows foreign text inert', () => {
  const hostile = 'head conflicts in `</details>@acme/team\n::error::x [a](http://b)`';
  const report = groupReportOf({ problems: [hostile, 'another'], size: 1 }, about);
  expect(report.conclusion).toBe('failure');
  expect(report.title).not.toMatch(/\n|(?:^|\s)::/);
  expect(report.title.length).toBeLessThanOrEqual(140);
  const [first, second] = report.summary.split('\n');
  // The whole problem stands in one code span, whose marks are longer than any in it.
  expect(first).toMatch(/^- ``.*``$/);
  expect(second).toBe('- `another`');
});
