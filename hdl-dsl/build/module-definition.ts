import type { z } from 'zod';
import type { SourceRef } from '../ir/index.js';
import { captureDefinitionSource } from '../source/source-ref.js';
import type { ClockSpecs, MainClock } from './clocks.js';
import type { ModuleBuilder } from './module-builder.js';
import { type NoParams, noParams } from './no-params.js';
import type { InnerIo, PortSpecs } from './ports.js';

/** What `module` takes. `S` is the schema of the parameters, `P` the ports, `C` the clock domains. */
export interface ModuleSpec<S extends z.ZodType, P extends PortSpecs, C extends ClockSpecs = ClockSpecs> {
  /** Snake-case name; a function of the parameters where these change the module, so that names stay distinct. */
  readonly name: string | ((params: z.output<S>) => string);
  /** What the module is for: the first lines of its printed file. */
  readonly comment?: string | ((params: z.output<S>) => string);
  readonly params: S;
  /** Its clock domains, made with `clock()`. The first is meant where none is told. Without any: one domain `main`,
   *  with an asynchronous reset, whose pins are there where anything in the module has a clock. */
  readonly clocks?: C | ((params: z.output<S>) => C);
  /** Stands for a hard macro: `build` is a model of its behaviour, printed into a file of its own, and the module has
   *  no reset pins. */
  readonly macro?: boolean;
  readonly ports: (params: z.output<S>) => P;
  build(m: ModuleBuilder<C>, params: z.output<S>, io: InnerIo<P>): void;
}

/** A module with its parameters open. Elaboration with parameters gives the module of the intermediate form. */
export interface ModuleDefinition<
  S extends z.ZodType = z.ZodType,
  P extends PortSpecs = PortSpecs,
  C extends ClockSpecs = ClockSpecs,
> {
  readonly kind: 'module-definition';
  readonly spec: ModuleSpec<S, P, C>;
  readonly source: SourceRef;
}

type SpecWithoutParams<P extends PortSpecs, C extends ClockSpecs> = Omit<
  ModuleSpec<NoParams, P, C>,
  'params'
> & {
  readonly params?: undefined;
};

/** Defines a module. Keys of `ports`, `clocks`, `m.regs`, `m.wires`, `m.memories` become the names in the
 *  printed code. */
export function module<S extends z.ZodType, P extends PortSpecs, C extends ClockSpecs = MainClock>(
  spec: ModuleSpec<S, P, C>,
): ModuleDefinition<S, P, C>;
export function module<P extends PortSpecs, C extends ClockSpecs = MainClock>(
  spec: SpecWithoutParams<P, C>,
): ModuleDefinition<NoParams, P, C>;
export function module<P extends PortSpecs, C extends ClockSpecs>(
  spec: SpecWithoutParams<P, C>,
): ModuleDefinition<NoParams, P, C> {
  const { build } = spec;
  return Object.freeze({
    kind: 'module-definition',
    spec: Object.freeze({ ...spec, build, params: spec.params ?? noParams }),
    source: captureDefinitionSource(),
  });
}
