import { defineCodes } from '../code-entry.js';

export const filesCodes = defineCodes([]);
