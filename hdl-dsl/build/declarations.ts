import type { DataType } from '../types/aggregate-types.js';
import type { Scalar } from '../values/scalar.js';
import type { Drivable, PlainOf, Register } from '../values/typing.js';
import type { Vec } from '../values/vec.js';
import type { MemoryPort, PackedMemoryPort, SyncMemoryPort } from './memory.js';
import type { MemorySpec } from './memory-spec.js';

/** What `m.regs` takes: a type for each register. */
export interface RegisterSpecs {
  readonly [name: string]: DataType;
}
export type RegistersOf<R extends RegisterSpecs> = { readonly [K in keyof R]: Register<R[K]> };

/** What `m.wires` takes: a type for each wire, to be driven later, or the value that drives it. */
export interface WireSpecs {
  readonly [name: string]: DataType | Scalar | Vec;
}
export type WiresOf<W extends WireSpecs> = {
  readonly [K in keyof W]: W[K] extends Scalar | Vec ? PlainOf<W[K]> : Drivable<W[K]>;
};

/** What `m.memories` takes. */
export interface MemorySpecs {
  readonly [name: string]: MemorySpec;
}
export type MemoriesOf<M extends MemorySpecs> = {
  readonly [K in keyof M]: M[K] extends MemorySpec<infer T, infer P, infer R>
    ? [R] extends ['async']
      ? [P] extends [true]
        ? PackedMemoryPort<T>
        : MemoryPort<T>
      : [P] extends [true]
        ? SyncMemoryPort<T> & Pick<PackedMemoryPort<T>, 'contents'>
        : SyncMemoryPort<T>
    : never;
};
