import type { HdlType } from '../types/aggregate-types.js';
import type { DriveSide, ReadSide } from '../values/typing.js';

/** A port as declared: its direction, type and the comment printed beside it. */
export interface PortSpec<D extends 'input' | 'output' = 'input' | 'output', T extends HdlType = HdlType> {
  readonly direction: D;
  readonly type: T;
  readonly comment?: string;
}

export interface PortSpecs {
  readonly [name: string]: PortSpec;
}

/** A port that the module reads. An input stream is consumed: its ready is an output. */
export function input<T extends HdlType>(type: T, comment?: string): PortSpec<'input', T> {
  return portSpec('input', type, comment);
}

/** A port that the module drives. An output stream is produced: its ready is an input. */
export function output<T extends HdlType>(type: T, comment?: string): PortSpec<'output', T> {
  return portSpec('output', type, comment);
}

function portSpec<D extends 'input' | 'output', T extends HdlType>(
  direction: D,
  type: T,
  comment: string | undefined,
): PortSpec<D, T> {
  return Object.freeze({ direction, type, ...(comment === undefined ? {} : { comment }) });
}

/** The ports as the module's own `build` sees them. A port that only some parameters have may be undefined. */
export type InnerIo<P extends PortSpecs> = { readonly [K in keyof P]: InnerSide<P[K]> };
type InnerSide<S> =
  S extends PortSpec<infer D, infer T> ? (D extends 'input' ? ReadSide<T> : DriveSide<T>) : S;

/** The ports of an instance as its parent sees them. */
export type OuterIo<P extends PortSpecs> = { readonly [K in keyof P]: OuterSide<P[K]> };
type OuterSide<S> =
  S extends PortSpec<infer D, infer T> ? (D extends 'input' ? DriveSide<T> : ReadSide<T>) : S;
