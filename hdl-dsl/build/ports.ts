import type { HdlType } from '../types/aggregate-types.js';
import type { DriveSide, ReadSide } from '../values/typing.js';

/** What a port may say besides its direction and type. */
export interface PortOptions {
  /** Comment printed beside it. */
  readonly comment?: string;
  /** Key of the clock domain in which an input changes, or an output must change; `asynchronous`: any. Default: the
   *  first domain that the module declares. */
  readonly clock?: string;
  /** SystemVerilog attributes, such as `{ KEEP: 'TRUE' }`. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** A port as declared. */
export interface PortSpec<D extends 'input' | 'output' = 'input' | 'output', T extends HdlType = HdlType>
  extends PortOptions {
  readonly direction: D;
  readonly type: T;
}

export interface PortSpecs {
  readonly [name: string]: PortSpec;
}

/** A port that the module reads. An input stream is consumed: its ready is an output.
 *  @param options a comment, or an object with `comment`, `clock`, `attributes` */
export function input<T extends HdlType>(type: T, options?: string | PortOptions): PortSpec<'input', T> {
  return portSpec('input', type, options);
}

/** A port that the module drives. An output stream is produced: its ready is an input.
 *  @param options a comment, or an object with `comment`, `clock`, `attributes` */
export function output<T extends HdlType>(type: T, options?: string | PortOptions): PortSpec<'output', T> {
  return portSpec('output', type, options);
}

function portSpec<D extends 'input' | 'output', T extends HdlType>(
  direction: D,
  type: T,
  options: string | PortOptions = {},
): PortSpec<D, T> {
  return Object.freeze({
    direction,
    type,
    ...(typeof options === 'string' ? { comment: options } : options),
  });
}

/** The ports as the module's own `build` sees them. A port that only some parameters have may be undefined. */
export type InnerIo<P extends PortSpecs> = { readonly [K in keyof P]: InnerSide<P[K]> };
type InnerSide<S> =
  S extends PortSpec<infer D, infer T> ? (D extends 'input' ? ReadSide<T> : DriveSide<T>) : S;

/** The ports of an instance as its parent sees them. */
export type OuterIo<P extends PortSpecs> = { readonly [K in keyof P]: OuterSide<P[K]> };
type OuterSide<S> =
  S extends PortSpec<infer D, infer T> ? (D extends 'input' ? DriveSide<T> : ReadSide<T>) : S;
