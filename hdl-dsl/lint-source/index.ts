/** The checker of sources, apart from the language itself: it loads a TypeScript compiler. */
export { lintSource, type SourceReport } from './lint-source.js';
