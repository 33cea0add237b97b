/** What the template asks besides the questions; a copy of it is no word of the reviewer's. */
export const REASON_PROMPT =
  'Why is this change right, now and here? Write below, in your own words.';

export function sectionPrompt(id: string): string {
  return `What is to be said about ${id}?`;
}
