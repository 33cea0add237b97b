import type { Catalogue } from './catalogue.ts';

/** Controls of Annex A. The text is copyrighted: ids and titles only. */
export const iso270012022: Catalogue = {
  id: 'iso-27001-2022',
  title: 'ISO/IEC 27001 Annex A',
  edition: '2022',
  url: 'https://www.iso.org/standard/27001',
  shownAs: 'ISO/IEC 27001:2022',
  named: true,
  items: {
    'A.5.3': 'Segregation of duties',
    'A.5.15': 'Access control',
    'A.5.16': 'Identity management',
    'A.5.17': 'Authentication information',
    'A.5.18': 'Access rights',
    'A.8.2': 'Privileged access rights',
    'A.8.31': 'Separation of development, test and production environments',
    'A.8.32': 'Change management',
  },
};
