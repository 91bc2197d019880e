import type { z } from 'zod';
import type { ClockSpecs } from '../build/clocks.js';
import type { ModuleDefinition } from '../build/module-definition.js';
import type { PortSpecs } from '../build/ports.js';
import type { Module } from '../ir/index.js';
import { captureSource } from '../source/source-ref.js';
import type { BenchEngine } from './bench-engine.js';
import type { BenchIo, ModuleIo } from './bench-io.js';
import type { BenchDesign, ClockKeys, SimulateOptions } from './open-simulation.js';
import type { Simulation } from './simulation.js';

/** What the simulation of the language alone may be told. */
export interface BuiltinOptions<Key extends string = string> extends SimulateOptions<Key> {
  /** Other engines come with `simulate` of `crossweave/testbench`. */
  readonly engine?: 'builtin';
}

/** Simulates a design under a test-bench, in the built-in simulator. Clocks run and the design has been reset when it
 *  returns.
 *  @throws {CrossweaveError} CW-E... the design is refused, CW-E064 an option is */
export function simulate<S extends z.ZodType, P extends PortSpecs, C extends ClockSpecs>(
  definition: ModuleDefinition<S, P, C>,
  params: z.input<S>,
  options?: BuiltinOptions<ClockKeys<C>>,
): Promise<Simulation<BenchIo<P>>>;
export function simulate(
  module: Module,
  params?: Readonly<Record<string, never>>,
  options?: BuiltinOptions,
): Promise<Simulation<ModuleIo>>;
export async function simulate(
  target: ModuleDefinition | Module,
  params: unknown = {},
  options: BuiltinOptions = {},
): Promise<Simulation<BenchIo<PortSpecs>> | Simulation<ModuleIo>> {
  const source = captureSource();
  const { engine = 'builtin' } = options;
  if (engine !== 'builtin') {
    const { badOption } = await import('./failures.js');
    throw badOption(
      `engine \`${String(engine)}\` is not one of \`crossweave/hdl\``,
      '`builtin`, or `simulate` of `crossweave/testbench`',
      `\`${String(engine)}\``,
      source,
    );
  }
  const { openDefinition, openModule } = await import('./open-simulation.js');
  return target.kind === 'module'
    ? openModule(target, options, source, makeBuiltin)
    : openDefinition(target, params, options, source, makeBuiltin);
}

/** Loaded where it is used, as all of the test-bench: a design alone needs no simulator. */
export async function makeBuiltin(design: BenchDesign): Promise<BenchEngine> {
  const { BuiltinBench } = await import('./builtin-engine.js');
  return new BuiltinBench(design);
}
