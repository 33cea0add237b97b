/** Content words for rationales, short since they cost; no two texts share five of them in a row but by accident. */
const WORDS = `ledger window payroll courier settlement nightly mirror harbour valley engine quota
billing rehearsal migration archive courtyard tenant broker invoice replica pipeline schedule garden
vendor catalogue terminal warehouse stock auditor quarter spring winter market tunnel bridge signal
beacon lantern anchor compass meadow orchard granite copper silver timber canvas marble feather
saddle wagon ferry canal bakery library museum theatre studio gallery clinic pharmacy airport
platform station carriage engineer mechanic surveyor plumber carpenter glazier mason weaver potter`
  .split(/\s+/)
  .filter((word) => word !== '');

const REASON_LENGTH = 16;
const ANSWER_LENGTH = 5;
/** No brief asks for more. */
const MOST_ASKED = 8;

/** Text number `seed`: always the same words. */
export function reason(seed: number): string {
  return some(seed * 7919 + 17, REASON_LENGTH);
}

export function answer(seed: number, question: number): string {
  return some(seed * 104_729 + question * 1299 + 5, ANSWER_LENGTH);
}

/** All of text number `seed`, as it stands where nothing is asked by name. */
export function wholeText(seed: number): string {
  const answers = Array.from({ length: MOST_ASKED }, (_, question) => answer(seed, question));
  return [reason(seed), ...answers].join('\n');
}

function some(start: number, length: number): string {
  const words: string[] = [];
  let state = (start * 2_654_435_761 + 12_345) >>> 0;
  while (words.length < length) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const word = WORDS[(state >>> 8) % WORDS.length] ?? '';
    if (!words.includes(word)) words.push(word);
  }
  return words.join(' ');
}
