import type { z } from 'zod';
import type { ClockSpecs } from '../../hdl-dsl/build/clocks.js';
import type { ModuleDefinition } from '../../hdl-dsl/build/module-definition.js';
import type { PortSpecs } from '../../hdl-dsl/build/ports.js';
import type { Module, SourceRef } from '../../hdl-dsl/ir/index.js';
import { captureSource } from '../../hdl-dsl/source/source-ref.js';
import type { BenchEngine } from '../../hdl-dsl/testbench/bench-engine.js';
import type { BenchIo, ModuleIo } from '../../hdl-dsl/testbench/bench-io.js';
import { badOption } from '../../hdl-dsl/testbench/failures.js';
import {
  type BenchDesign,
  type ClockKeys,
  openDefinition,
  openModule,
  type SimulateOptions,
} from '../../hdl-dsl/testbench/open-simulation.js';
import { makeBuiltin } from '../../hdl-dsl/testbench/simulate.js';
import type { Simulation } from '../../hdl-dsl/testbench/simulation.js';
import type { ToolBenchOptions } from './tool-options.js';

/** What a simulation on any engine may be told. */
export interface TestbenchOptions<Key extends string = string>
  extends SimulateOptions<Key>,
    ToolBenchOptions {
  /** `builtin` without. */
  readonly engine?: BenchEngine['name'];
}

/** Simulates a design under a test-bench, on any engine. Clocks run and the design has been reset when it returns.
 *  @throws {CrossweaveError} CW-E... the design is refused, CW-E064 an option is, CW-T... a tool is missing or fails */
export function simulate<S extends z.ZodType, P extends PortSpecs, C extends ClockSpecs>(
  definition: ModuleDefinition<S, P, C>,
  params: z.input<S>,
  options?: TestbenchOptions<ClockKeys<C>>,
): Promise<Simulation<BenchIo<P>>>;
export function simulate(
  module: Module,
  params?: Readonly<Record<string, never>>,
  options?: TestbenchOptions,
): Promise<Simulation<ModuleIo>>;
export async function simulate(
  target: ModuleDefinition | Module,
  params: unknown = {},
  options: TestbenchOptions = {},
): Promise<Simulation<BenchIo<PortSpecs>> | Simulation<ModuleIo>> {
  const source = captureSource();
  const makeEngine = makeEngineNamed(options.engine ?? 'builtin', options, source);
  return target.kind === 'module'
    ? openModule(target, options, source, makeEngine)
    : openDefinition(target, params, options, source, makeEngine);
}

/** What makes an engine.
 *  @param source the user's call
 *  @throws {CrossweaveError} CW-E064 for a name that no engine has */
export function makeEngineNamed(
  engine: BenchEngine['name'],
  options: ToolBenchOptions,
  source: SourceRef,
): (design: BenchDesign) => Promise<BenchEngine> {
  const make = makers[engine] as
    | ((design: BenchDesign, o: ToolBenchOptions) => Promise<BenchEngine>)
    | undefined;
  if (make === undefined) {
    const names = Object.keys(makers).map((name) => `\`${name}\``);
    throw badOption('there is no engine of that name', names.join(', '), `\`${engine}\``, source);
  }
  return (design) => make(design, options);
}

/** Each is loaded where it is used. */
const makers = {
  builtin: makeBuiltin,
  async verilator(design: BenchDesign, options: ToolBenchOptions): Promise<BenchEngine> {
    return (await import('./verilator-bench.js')).makeVerilatorBench(design, options);
  },
  async icarus(design: BenchDesign, options: ToolBenchOptions): Promise<BenchEngine> {
    return (await import('./icarus-bench.js')).makeIcarusBench(design, options);
  },
} satisfies Record<BenchEngine['name'], unknown>;
