import type { Catalogue } from './catalogue.ts';

/** Ids and names only, as of its sibling below. */
export const owaspLlm2025: Catalogue = {
  id: 'owasp-llm-2025',
  title: 'OWASP Top 10 for LLM Applications',
  edition: '2025',
  url: 'https://genai.owasp.org/resource/owasp-top-10-for-llm-applications-2025/',
  shownAs: 'OWASP',
  named: true,
  items: {
    'LLM01:2025': 'Prompt Injection',
    'LLM02:2025': 'Sensitive Information Disclosure',
    'LLM03:2025': 'Supply Chain',
    'LLM04:2025': 'Data and Model Poisoning',
    'LLM05:2025': 'Improper Output Handling',
    'LLM06:2025': 'Excessive Agency',
    'LLM07:2025': 'System Prompt Leakage',
    'LLM08:2025': 'Vector and Embedding Weaknesses',
    'LLM09:2025': 'Misinformation',
    'LLM10:2025': 'Unbounded Consumption',
  },
};

/** The same numbers mean other risks from the third on. The text is CC BY-SA 4.0, so no texts. */
export const owaspLlm2026: Catalogue = {
  id: 'owasp-llm-2026',
  title: 'OWASP Top 10 for LLM Applications',
  edition: '2026',
  url: 'https://genai.owasp.org/resource/owasp-genai-llm-top-10-2026/',
  shownAs: 'OWASP',
  named: true,
  renumbers: 'owasp-llm-2025',
  items: {
    'LLM01:2026': 'Prompt Injection',
    'LLM02:2026': 'Sensitive Information Disclosure',
    'LLM03:2026': 'Excessive Agency',
    'LLM04:2026': 'Supply Chain',
    'LLM05:2026': 'Data and Model Poisoning',
    'LLM06:2026': 'Unbounded Consumption',
    'LLM07:2026': 'Misinformation',
    'LLM08:2026': 'Hidden Context Exposure',
    'LLM09:2026': 'Vector and Embedding Weaknesses',
    'LLM10:2026': 'Improper Output Handling',
  },
};
