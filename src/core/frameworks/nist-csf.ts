import type { Catalogue } from './catalogue.ts';

/** The outcomes are quoted in full: NIST's texts are in the public domain. */
export const nistCsf2: Catalogue = {
  id: 'nist-csf-2.0',
  title: 'NIST Cybersecurity Framework',
  edition: '2.0 (2024)',
  url: 'https://doi.org/10.6028/NIST.CSWP.29',
  shownAs: 'NIST CSF 2.0',
  named: false,
  items: {
    'GV.OV':
      'Results of organization-wide cybersecurity risk management activities and performance are used to inform, improve, and adjust the risk management strategy',
    'GV.OV-01':
      'Cybersecurity risk management strategy outcomes are reviewed to inform and adjust strategy and direction',
    'GV.OV-02':
      'The cybersecurity risk management strategy is reviewed and adjusted to ensure coverage of organizational requirements and risks',
    'GV.OV-03':
      'Organizational cybersecurity risk management performance is evaluated and reviewed for adjustments needed',
    'GV.PO-01':
      'Policy for managing cybersecurity risks is established based on organizational context, cybersecurity strategy, and priorities and is communicated and enforced',
    'GV.RR-01':
      'Organizational leadership is responsible and accountable for cybersecurity risk and fosters a culture that is risk-aware, ethical, and continually improving',
    'GV.RR-02':
      'Roles, responsibilities, and authorities related to cybersecurity risk management are established, communicated, understood, and enforced',
    'GV.SC-07':
      'The risks posed by a supplier, their products and services, and other third parties are understood, recorded, prioritized, assessed, responded to, and monitored over the course of the relationship',
    'ID.AM-05':
      'Assets are prioritized based on classification, criticality, resources, and impact on the mission',
    'ID.AM-08':
      'Systems, hardware, software, services, and data are managed throughout their life cycles',
    'ID.RA-07':
      'Changes and exceptions are managed, assessed for risk impact, recorded, and tracked',
    'PR.AA-01':
      'Identities and credentials for authorized users, services, and hardware are managed by the organization',
    'PR.AA-02':
      'Identities are proofed and bound to credentials based on the context of interactions',
    'PR.AA-03': 'Users, services, and hardware are authenticated',
    'PR.AA-04': 'Identity assertions are protected, conveyed, and verified',
    'PR.AA-05':
      'Access permissions, entitlements, and authorizations are defined in a policy, managed, enforced, and reviewed, and incorporate the principles of least privilege and separation of duties',
    'PR.IR-03':
      'Mechanisms are implemented to achieve resilience requirements in normal and adverse situations',
    'PR.PS-01': 'Configuration management practices are established and applied',
    'PR.PS-04': 'Log records are generated and made available for continuous monitoring',
    'DE.AE-04': 'The estimated impact and scope of adverse events are understood',
    'DE.CM-03':
      'Personnel activity and technology usage are monitored to find potentially adverse events',
    'RS.AN-06':
      "Actions performed during an investigation are recorded, and the records' integrity and provenance are preserved",
    'RS.MA-04': 'Incidents are escalated or elevated as needed',
    'RS.MI-01': 'Incidents are contained',
    'RS.MI-02': 'Incidents are eradicated',
    'RC.RP-02': 'Recovery actions are selected, scoped, prioritized, and performed',
  },
};
