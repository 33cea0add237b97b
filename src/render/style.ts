/** How emphasis looks. Colour never carries a meaning that the words do not. */
export interface Style {
  readonly good: (text: string) => string;
  readonly wait: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  /** Columns to fill. */
  readonly width: number;
}

const same = (text: string): string => text;

export const plainStyle: Style = {
  good: same,
  wait: same,
  bad: same,
  strong: same,
  faint: same,
  width: 80,
};
