import { defineCodes } from '../code-entry.js';

export const languageCodes = defineCodes([]);
