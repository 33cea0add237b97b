import type { Catalogue } from './catalogue.ts';

/** The tenets of section 2.1. The publication numbers them and has no ids; `tenet-3` is ours. */
export const nist800207: Catalogue = {
  id: 'nist-800-207',
  title: 'NIST SP 800-207',
  edition: '2020',
  url: 'https://csrc.nist.gov/pubs/sp/800/207/final',
  shownAs: 'NIST SP 800-207 (2020)',
  named: false,
  items: {
    'tenet-1': 'All data sources and computing services are considered resources',
    'tenet-2': 'All communication is secured regardless of network location',
    'tenet-3': 'Access to individual enterprise resources is granted on a per-session basis',
    'tenet-4': 'Access to resources is determined by dynamic policy',
    'tenet-5': 'The integrity and security posture of all assets is monitored and measured',
    'tenet-6':
      'All resource authentication and authorization are dynamic and strictly enforced before access is allowed',
    'tenet-7': 'Information about the current state is collected and used to improve the posture',
  },
};
