import type { Catalogue } from './catalogue.ts';

/** The criteria are copyrighted sentences without titles, so these short titles are ours. */
export const soc22017: Catalogue = {
  id: 'soc2-2017',
  title: 'SOC 2 Trust Services Criteria',
  edition: '2017',
  url: 'https://www.aicpa-cima.com/resources/download/2017-trust-services-criteria-with-revised-points-of-focus-2022',
  shownAs: 'SOC 2 (2017)',
  named: true,
  items: {
    'CC6.1': 'Logical access security',
    'CC6.2': 'Registration and authorization before credentials are issued',
    'CC6.3': 'Authorizing, modifying and removing access',
    'CC8.1': 'Change management',
  },
};
