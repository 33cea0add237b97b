/**
 * What GitHub does and its description of version 23.0.2 does not say, each with the reason. The
 * base of a stacked pull request, though a preview, is described and needs no line here.
 */
export const undescribedOperations: ReadonlyMap<string, string> = new Map([
  [
    'GET /repos/{owner}/{repo}/actions/policies',
    'the policies that decide which events start workflows are newer than the description',
  ],
]);
