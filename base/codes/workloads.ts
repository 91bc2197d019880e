import { defineCodes } from '../code-entry.js';

export const workloadsCodes = defineCodes([]);
