export type * from './netlist.js';
export { netlistOf } from './netlist-of.js';
export { netlistText } from './netlist-text.js';
