import { defineCodes } from '../code-entry.js';

export const analogCodes = defineCodes([]);
