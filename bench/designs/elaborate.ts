import { writeFileSync } from 'node:fs';
import { printDesign } from '../../hdl-dsl/index.js';
import { macArray } from './mac-array.js';

/** A program: elaborates, checks and prints the multiply-accumulate array.
 *  Arguments: the number of lanes, the file for the printed design. The CPU seconds of the whole process, from its
 *  start, go to standard output. */
const [lanes = '', file = ''] = process.argv.slice(2);
const [printed] = printDesign(macArray(Number(lanes)), { command: 'npm run bench' });
if (printed === undefined) throw new Error('nothing was printed');
writeFileSync(file, printed.text);
const { user, system } = process.cpuUsage();
console.log((user + system) / 1e6);
