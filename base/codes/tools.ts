import { defineCodes } from '../code-entry.js';

export const toolsCodes = defineCodes([]);
