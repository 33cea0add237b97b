/** Bounds of talking to GitHub. Times are in milliseconds, counts in requests or items. */
export const limits = {
  /** All requests and waits of one client together. */
  deadline: 120_000,
  /** One attempt of one request. */
  attempt: 30_000,
  /** Attempts after the first, whatever they fail with. */
  retries: 3,
  /** Redirects of one request, all on the same host. */
  redirects: 3,
  /** Bytes of one answer. */
  answer: 32 * 1024 * 1024,
  /** GitHub gives no more than this on one page. */
  page: 100,
  /** Reviews, comments or events of one pull request. */
  listed: 1000,
  /** GitHub lists no more commits of a pull request than 250. */
  commits: 300,
  /** Open pull requests that are looked through for the same head. */
  open: 1000,
  /** Pushes to one branch, back to its creation. */
  pushes: 300,
  members: 1000,
  /** People with rights on the repository that are listed; beyond, each is asked about alone. */
  collaborators: 300,
  /** Closed and merged pull requests that are looked at for what was decided before, of each. */
  past: 50,
  /** The same over REST, where each of them takes two requests. */
  pastByRest: 8,
  /** Past pull requests whose reviews or comments go on after the first page of 20. */
  longPast: 20,
  /** Readings of one pull request until it holds together. */
  readings: 3,
} as const;
