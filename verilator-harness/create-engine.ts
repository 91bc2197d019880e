import { BuiltinEngine } from './builtin/builtin-engine.js';
import type { Engine } from './engine.js';
import { IcarusEngine } from './icarus/icarus-engine.js';
import { VerilatorEngine, type VerilatorOptions } from './verilator/verilator-engine.js';

/** Engines offered. */
export const engineNames = ['verilator', 'builtin', 'icarus'] as const;
export type EngineName = (typeof engineNames)[number];

/** Makes an engine. Options that an engine has no use for are ignored. */
export function createEngine(name: EngineName, options: VerilatorOptions = {}): Engine {
  switch (name) {
    case 'verilator':
      return new VerilatorEngine(options);
    case 'builtin':
      return new BuiltinEngine();
    case 'icarus':
      return new IcarusEngine(options);
  }
}
