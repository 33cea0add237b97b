import type { Route } from '../answer.ts';
import { accountRoutes } from './accounts.ts';
import { appRoutes } from './apps.ts';
import { checkRoutes } from './checks.ts';
import { commentRoutes } from './comments.ts';
import { commitRoutes } from './commits.ts';
import { contentRoutes } from './contents.ts';
import { pullRequestRoutes } from './pull-requests.ts';
import { repositoryRoutes } from './repositories.ts';
import { reviewRoutes } from './reviews.ts';
import { ruleRoutes } from './rules.ts';
import { settingRoutes } from './settings.ts';
import { statusRoutes } from './statuses.ts';
import { teamRoutes } from './teams.ts';
import { timelineRoutes } from './timeline.ts';

/** The first that matches answers: literal paths stand before open ones. */
export const allRoutes: readonly Route[] = [
  ...pullRequestRoutes,
  ...reviewRoutes,
  ...commentRoutes,
  ...timelineRoutes,
  ...statusRoutes,
  ...checkRoutes,
  ...commitRoutes,
  ...contentRoutes,
  ...ruleRoutes,
  ...settingRoutes,
  ...appRoutes,
  ...accountRoutes,
  ...teamRoutes,
  ...repositoryRoutes,
];
