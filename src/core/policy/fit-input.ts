import { fitterOf, type Fitter } from './fit.ts';
import { inputRecords } from './input-fields.ts';

/** Fits the inputs of conditions: `item`, `subject` and `state`. */
export const fitInput: Fitter = fitterOf(inputRecords);
