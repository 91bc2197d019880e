import { z } from 'zod';
import type { SourceRef } from '../ir/index.js';
import { captureSource } from '../source/source-ref.js';
import type { ModuleBuilder } from './module-builder.js';
import type { InnerIo, PortSpecs } from './ports.js';

/** What `module` takes. `S` is the schema of the parameters, `P` the ports. */
export interface ModuleSpec<S extends z.ZodType, P extends PortSpecs> {
  /** Snake-case name; a function of the parameters where these change the module, so that names stay distinct. */
  readonly name: string | ((params: z.output<S>) => string);
  /** What the module is for: the first lines of its printed file. */
  readonly comment?: string | ((params: z.output<S>) => string);
  readonly params: S;
  readonly ports: (params: z.output<S>) => P;
  build(m: ModuleBuilder, params: z.output<S>, io: InnerIo<P>): void;
}

/** A module with its parameters open. Elaboration with parameters gives the module of the intermediate form. */
export interface ModuleDefinition<S extends z.ZodType = z.ZodType, P extends PortSpecs = PortSpecs> {
  readonly kind: 'module-definition';
  readonly spec: ModuleSpec<S, P>;
  readonly source: SourceRef;
}

type SpecWithoutParams<P extends PortSpecs> = Omit<ModuleSpec<NoParams, P>, 'params'> & {
  readonly params?: undefined;
};
export type NoParams = z.ZodObject<Record<never, never>>;

/** Defines a module. Keys of `ports`, `m.regs`, `m.wires`, `m.memories` become the names in the printed code. */
export function module<S extends z.ZodType, P extends PortSpecs>(
  spec: ModuleSpec<S, P>,
): ModuleDefinition<S, P>;
export function module<P extends PortSpecs>(spec: SpecWithoutParams<P>): ModuleDefinition<NoParams, P>;
export function module<P extends PortSpecs>(spec: SpecWithoutParams<P>): ModuleDefinition<NoParams, P> {
  const { build } = spec;
  return Object.freeze({
    kind: 'module-definition',
    spec: Object.freeze({ ...spec, build, params: spec.params ?? z.object({}) }),
    source: captureSource(),
  });
}
