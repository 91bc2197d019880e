import type { Expression, GroundType, Signal } from '../ir/index.js';
import type { PackedType } from '../types/packed-types.js';

/** Takes the statements that values make; the module under construction is one. */
export interface StatementSink {
  assign(place: Place, value: Expression): void;
}

/** The signal, or static part of one, that a value names and that may be driven. */
export interface Place {
  readonly sink: StatementSink;
  readonly signal: Signal;
  readonly lsb: number;
  readonly width: number;
  /** Type of this part. */
  readonly ground: GroundType;
  /** `next` for registers, `drive` for wires, outputs and instance inputs, `none` for what is only read. */
  readonly access: 'next' | 'drive' | 'none';
}

/** What a value stands for: an expression, and its place if it is a signal. */
export interface Handle {
  readonly type: PackedType;
  readonly expression: Expression;
  readonly place?: Place;
}

/** Bits lsb .. lsb + width - 1 of a place. */
export function partOf(place: Place | undefined, lsb: number, ground: GroundType): { place?: Place } {
  if (place === undefined) return {};
  return { place: Object.freeze({ ...place, lsb: place.lsb + lsb, width: ground.width, ground }) };
}
