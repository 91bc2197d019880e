import type { z } from 'zod';
import type { ClockSpecs } from '../build/clocks.js';
import { build } from '../build/elaborate.js';
import type { ModuleDefinition } from '../build/module-definition.js';
import { checkedParams } from '../build/params.js';
import type { PortSpecs } from '../build/ports.js';
import type { Module, SourceRef } from '../ir/index.js';
import { clockPins, mainClock } from '../names/clock-pins.js';
import { snakeCase } from '../names/identifiers.js';
import type { BlackBoxModel } from '../sim/black-box-model.js';
import type { BenchClock, BenchEngine, BenchPin } from './bench-engine.js';
import type { BenchIo, ModuleIo } from './bench-io.js';
import { benchPins, definedIo, pinIo } from './bench-ports.js';
import { badOption } from './failures.js';
import { Simulation } from './simulation.js';

/** When a clock rises. */
export interface ClockTiming {
  /** Ticks from one rising edge to the next, an integer from 2; 10 without. */
  readonly period?: number;
  /** The clock falls at phase + k * period and rises half a period (rounded down) later; 0 without. */
  readonly phase?: number;
}

/** What a simulation may be told. */
export interface SimulateOptions<Key extends string = string> {
  /** Timing of the clocks, by the keys of their domains. */
  readonly clocks?: { readonly [K in Key]?: ClockTiming };
  /** File for a waveform. */
  readonly vcd?: string;
  /** Clocks that `until` and handshakes may take, 10,000 without. */
  readonly timeout?: number;
  /** Clocks that the whole test-bench may take, 10,000,000 without. */
  readonly cycleLimit?: number;
  /** False: the design is not reset at the beginning. */
  readonly reset?: boolean;
  /** Behaviour of black boxes in the built-in engine, by module name. */
  readonly models?: Readonly<Record<string, BlackBoxModel>>;
}

/** What an engine is made for. */
export interface BenchDesign {
  readonly top: Module;
  readonly pins: readonly BenchPin[];
  readonly clocks: readonly BenchClock[];
  readonly options: SimulateOptions;
}

/** The clock keys of a definition. */
export type ClockKeys<C extends ClockSpecs> = Extract<keyof C, string>;

/** Opens a simulation of a definition.
 *  @param source the user's call
 *  @param makeEngine the simulator
 *  @param make the module: built and checked, or only elaborated where the definition says no more than ports and clocks */
export async function openDefinition<S extends z.ZodType, P extends PortSpecs, C extends ClockSpecs>(
  definition: ModuleDefinition<S, P, C>,
  params: z.input<S>,
  options: SimulateOptions,
  source: SourceRef,
  makeEngine: (design: BenchDesign) => Promise<BenchEngine>,
  make: (definition: ModuleDefinition<S, P, C>, params: z.input<S>) => Module = build,
): Promise<Simulation<BenchIo<P>>> {
  const top = make(definition, params);
  const { spec } = definition;
  const checked = checkedParams(definition, params, source);
  const specs = spec.ports(checked);
  const declared = typeof spec.clocks === 'function' ? spec.clocks(checked) : spec.clocks;
  const keys = Object.keys(declared ?? {});
  return open(top, keys, options, source, makeEngine, (context, clockOf) => {
    return definedIo(specs, context, clockOf) as BenchIo<P>;
  });
}

/** Opens a simulation of a module of the intermediate form. */
export async function openModule(
  top: Module,
  options: SimulateOptions,
  source: SourceRef,
  makeEngine: (design: BenchDesign) => Promise<BenchEngine>,
): Promise<Simulation<ModuleIo>> {
  const keys = top.clocks.map(({ name }) => name);
  return open(top, keys, options, source, makeEngine, (context) => pinIo(top, benchPins(top), context));
}

type Context = Parameters<typeof definedIo>[1];

async function open<Io>(
  top: Module,
  keys: readonly string[],
  options: SimulateOptions,
  source: SourceRef,
  makeEngine: (design: BenchDesign) => Promise<BenchEngine>,
  makeIo: (context: Context, clockOf: (pin: number) => number) => Io,
): Promise<Simulation<Io>> {
  const { timeout = 10_000, cycleLimit = 10_000_000 } = options;
  const pins = benchPins(top);
  const names = keys.length === 0 ? ['main'] : keys;
  for (const key of Object.keys(options.clocks ?? {}).filter((k) => !names.includes(k)))
    throw badOption('the design has no clock of that name', list(names), `\`${key}\``, source);
  const clocks = names.map((key) => benchClock(top, key, options.clocks?.[key], source));
  const numbers = new Map(clocks.map(({ name }, number) => [name, number]));
  const clockOf = (pin: number): number => {
    const clock = top.ports[pin]?.clock;
    return typeof clock === 'object' ? (numbers.get(clock.name) ?? 0) : 0;
  };
  const engine = await makeEngine({ top, pins, clocks, options });
  const simulation = new Simulation<Io>({
    engine,
    clocks,
    clockKeys: new Map(names.map((key, number) => [key, number])),
    timeout,
    cycleLimit,
    io: (own) => {
      const context = {
        engine,
        pins,
        timeout,
        now: () => own.time,
        edge: (clock: number, sampled: readonly number[]) => own.edge(clock, sampled),
      };
      return makeIo(context, clockOf);
    },
  });
  if (options.reset !== false) await simulation.reset();
  return simulation;
}

function benchClock(
  top: Module,
  key: string,
  { period = 10, phase = 0 }: ClockTiming = {},
  source: SourceRef,
): BenchClock {
  const name = snakeCase(key);
  if (!Number.isSafeInteger(period) || period < 2)
    throw badOption(`the period of clock \`${key}\` is refused`, 'an integer from 2', String(period), source);
  if (!Number.isSafeInteger(phase) || phase < 0)
    throw badOption(`the phase of clock \`${key}\` is refused`, 'an integer from 0', String(phase), source);
  const domain = top.clocks.find((clock) => clock.name === name);
  if (domain === undefined) return { name: mainClock.name, period, phase };
  return { name, period, phase, pins: clockPins(domain) };
}

function list(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}
