import type { Catalogue } from './catalogue.ts';

/**
 * Published in December 2025 as the list for 2026. Its ids have no year in the publication; we print
 * one, as for the other lists of the same publisher. Ids and names only.
 */
export const owaspAgentic2026: Catalogue = {
  id: 'owasp-agentic-2026',
  title: 'OWASP Top 10 for Agentic Applications',
  edition: '2026',
  url: 'https://genai.owasp.org/resource/owasp-top-10-for-agentic-applications-for-2026/',
  shownAs: 'OWASP',
  named: true,
  items: {
    'ASI01:2026': 'Agent Goal Hijack',
    'ASI02:2026': 'Tool Misuse and Exploitation',
    'ASI03:2026': 'Identity and Privilege Abuse',
    'ASI04:2026': 'Agentic Supply Chain Vulnerabilities',
    'ASI05:2026': 'Unexpected Code Execution (RCE)',
    'ASI06:2026': 'Memory & Context Poisoning',
    'ASI07:2026': 'Insecure Inter-Agent Communication',
    'ASI08:2026': 'Cascading Failures',
    'ASI09:2026': 'Human-Agent Trust Exploitation',
    'ASI10:2026': 'Rogue Agents',
  },
};
