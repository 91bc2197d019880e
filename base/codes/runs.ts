import { defineCodes } from '../code-entry.js';

export const runsCodes = defineCodes([]);
