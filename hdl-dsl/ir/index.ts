export type * from './expressions.js';
export type * from './modules.js';
export type * from './statements.js';
export type * from './types.js';
