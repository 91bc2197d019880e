import { defineCodes } from '../code-entry.js';

export const configurationCodes = defineCodes([]);
