import type { Module } from '../../../../hdl-dsl/ir/index.js';
import { Random } from './random.js';
import { randomModule, type Shape } from './random-module.js';

/** One clock, modules of some size. */
const plain: Shape = { size: 4, clocks: false };

/** A random design of up to three levels, of which some modules are used several times; they are named after `name`.
 *  The same seed gives the same design. */
export function randomDesign(seed: number, name: string, shape: Shape = plain): Module {
  const random = new Random(seed);
  const make = (suffix: string, children: readonly Module[]): Module =>
    randomModule(random, `${name}${suffix}`, children, shape);
  if (random.chance(0.55)) return make('', []);
  const a = make('_a', []);
  const inner = random.chance(0.35) ? make('_b', [a]) : a;
  return make('', random.chance(0.5) ? [inner, a] : [inner]);
}
