import { defineCodes } from '../code-entry.js';

export const modelsCodes = defineCodes([]);
