import type { Module } from '../../../../hdl-dsl/ir/index.js';
import { Random } from './random.js';
import { randomModule } from './random-module.js';

/** A random design of up to three levels; its modules are named after `name`. The same seed gives the same design. */
export function randomDesign(seed: number, name: string, made: Map<string, number> = new Map()): Module {
  const random = new Random(seed);
  const leaf = (suffix: string): Module => randomModule(random, `${name}_${suffix}`, [], made);
  if (random.chance(0.3)) return randomModule(random, name, [], made);
  const a = leaf('a');
  const inner = random.chance(0.5) ? randomModule(random, `${name}_b`, [a], made) : leaf('b');
  return randomModule(random, name, random.chance(0.5) ? [inner, a] : [inner], made);
}
