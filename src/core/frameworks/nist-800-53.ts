import type { Catalogue } from './catalogue.ts';

/**
 * Controls and enhancements. The lettered items of a control are part of it and are not cited alone.
 * AC-2(7), AC-3(2), AU-10(1), CM-5(4), IA-5(7) and IA-9 are in no baseline: optional enhancements.
 */
export const nist80053r5: Catalogue = {
  id: 'nist-800-53r5',
  title: 'NIST SP 800-53',
  edition: 'Rev. 5 (2020)',
  url: 'https://csrc.nist.gov/pubs/sp/800/53/r5/upd1/final',
  shownAs: 'NIST SP 800-53 Rev. 5',
  named: true,
  items: {
    'AC-2': 'Account Management',
    'AC-2(2)': 'Automated Temporary and Emergency Account Management',
    'AC-2(3)': 'Disable Accounts',
    'AC-2(7)': 'Privileged User Accounts',
    'AC-3': 'Access Enforcement',
    'AC-3(2)': 'Dual Authorization',
    'AC-5': 'Separation of Duties',
    'AC-6': 'Least Privilege',
    'AC-6(5)': 'Privileged Accounts',
    'AC-6(7)': 'Review of User Privileges',
    'AU-10': 'Non-repudiation',
    'AU-10(1)': 'Association of Identities',
    'CM-3': 'Configuration Change Control',
    'CM-3(1)': 'Automated Documentation, Notification, and Prohibition of Changes',
    'CM-4': 'Impact Analyses',
    'CM-5': 'Access Restrictions for Change',
    'CM-5(1)': 'Automated Access Enforcement and Audit Records',
    'CM-5(4)': 'Dual Authorization',
    'IA-5': 'Authenticator Management',
    'IA-5(7)': 'No Embedded Unencrypted Static Authenticators',
    'IA-9': 'Service Identification and Authentication',
  },
};
