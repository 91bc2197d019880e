import { defineCodes } from '../code-entry.js';

export const costCodes = defineCodes([
  {
    code: 'CW-M040',
    title: 'number outside what a cost model takes',
    exitStatus: 2,
    explanation:
      'The cost models take sizes that are whole numbers from 1 up, shares of 0 .. 1, and energies above 0. Other ' +
      'numbers would give infinite, negative or meaningless energies, so they are refused where they enter. The ' +
      'message names the figure and what it may be.',
    example: 'rows: a number is outside what the cost model takes: expected a whole number, 1 or more, got 0',
  },
]);
