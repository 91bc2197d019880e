/** What `import { ... } from 'crossweave'` offers. */
export { CrossweaveError } from '../base/crossweave-error.js';
export type { Diagnostic } from '../base/diagnostic.js';
export type * from './api.js';
export { cosim } from './cosim.js';
export { diff } from './diff.js';
export { generate } from './generate.js';
export { listSystems } from './list-systems.js';
