import type { PortSpec, PortSpecs } from '../build/ports.js';
import type {
  DataType,
  Fields,
  FlowType,
  StreamType,
  StructType,
  VecType,
} from '../types/aggregate-types.js';
import type { BoolType } from '../types/ground-types.js';
import type { PeekOf, PokeOf } from './bench-values.js';

/** A port, or a part of one, that a test-bench looks at. */
export type ReadHandle<T> = Readable<T> &
  (T extends StructType<infer F>
    ? { readonly fields: ReadFields<F> }
    : T extends VecType<infer E>
      ? { at(index: number): ReadHandle<E> }
      : unknown);
interface Readable<T> {
  /** The present value, all logic settled.
   *  @throws {CrossweaveError} CW-E062 if the simulator does not know it, CW-E063 if it is no member of its enumeration */
  peek(): PeekOf<T>;
  /** The present bits; of a struct, the first field in the low bits. */
  peekBits(): bigint;
}
type ReadFields<F extends Fields> = { readonly [K in keyof F]: ReadHandle<F[K]> };

/** An input, or a part of one, that a test-bench drives. */
export type DriveHandle<T> = Readable<T> &
  Pokable<T> &
  (T extends StructType<infer F>
    ? { readonly fields: DriveFields<F> }
    : T extends VecType<infer E>
      ? { at(index: number): DriveHandle<E> }
      : unknown);
interface Pokable<T> {
  /** Drives a value from now on.
   *  @throws {CrossweaveError} CW-E002, CW-E003 ... for what is no constant of the type, CW-E063 for another form */
  poke(value: PokeOf<T>): void;
  /** Drives bits; those beyond the width do not count. */
  pokeBits(bits: bigint): void;
}
type DriveFields<F extends Fields> = { readonly [K in keyof F]: DriveHandle<F[K]> };

/** How long a handshake may take. */
export interface HandshakeOptions {
  /** Clocks; without it the simulation's. */
  readonly timeout?: number;
}

/** A stream that the module consumes: the test-bench sends. */
export interface StreamInput<T> {
  readonly valid: DriveHandle<BoolType>;
  readonly ready: ReadHandle<BoolType>;
  readonly data: DriveHandle<T>;
  /** Offers a word until a clock edge takes it, and then nothing. Sent one after the other, words move every cycle.
   *  @throws {CrossweaveError} CW-E060 if nobody takes it */
  send(value: PokeOf<T>, options?: HandshakeOptions): Promise<void>;
  /** Offers nothing. */
  idle(): void;
}

/** A stream that the module produces: the test-bench receives. */
export interface StreamOutput<T> {
  readonly valid: ReadHandle<BoolType>;
  readonly ready: DriveHandle<BoolType>;
  readonly data: ReadHandle<T>;
  /** Is ready until a clock edge brings a word, and then not any more.
   *  @throws {CrossweaveError} CW-E060 if none comes */
  receive(options?: HandshakeOptions): Promise<PeekOf<T>>;
  /** Is not ready. */
  idle(): void;
}

/** A flow that the module consumes. */
export interface FlowInput<T> {
  readonly valid: DriveHandle<BoolType>;
  readonly data: DriveHandle<T>;
  /** Sends a word at the next clock edge. */
  send(value: PokeOf<T>): Promise<void>;
  /** Sends nothing. */
  idle(): void;
}

/** A flow that the module produces. */
export interface FlowOutput<T> {
  readonly valid: ReadHandle<BoolType>;
  readonly data: ReadHandle<T>;
  /** Waits for the next word.
   *  @throws {CrossweaveError} CW-E060 if none comes */
  receive(options?: HandshakeOptions): Promise<PeekOf<T>>;
}

/** The ports of a module as a test-bench sees them. */
export type BenchIo<P extends PortSpecs> = { readonly [K in keyof P]: HandleOf<P[K]> };

type HandleOf<S> =
  S extends PortSpec<infer D, infer T>
    ? T extends StreamType<infer W>
      ? D extends 'input'
        ? StreamInput<W>
        : StreamOutput<W>
      : T extends FlowType<infer W>
        ? D extends 'input'
          ? FlowInput<W>
          : FlowOutput<W>
        : T extends DataType
          ? D extends 'input'
            ? DriveHandle<T>
            : ReadHandle<T>
          : never
    : S;

/** The pins of a module of the intermediate form, by their printed names (`count_o`). */
export interface ModuleIo {
  readonly [pin: string]: PinHandle;
}

/** A pin whose type is known at run time only. */
export interface PinHandle {
  peek(): boolean | number | bigint | string;
  peekBits(): bigint;
  /** @throws {CrossweaveError} CW-E064 for an output */
  poke(value: boolean | number | bigint | string): void;
  /** @throws {CrossweaveError} CW-E064 for an output */
  pokeBits(bits: bigint): void;
}
