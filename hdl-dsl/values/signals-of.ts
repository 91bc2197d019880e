import type { Signal } from '../ir/index.js';
import { Scalar } from './scalar.js';
import { Vec } from './vec.js';

/** The signals that a value names, whole or in part; of structs and streams those of their fields. */
export function signalsOf(value: unknown): readonly Signal[] {
  if (value instanceof Scalar) return signalOf(Scalar.handleOf(value).place?.signal);
  if (value instanceof Vec) return Vec.handlesOf(value).flatMap((h) => signalOf(h.place?.signal));
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(signalsOf);
  return [];
}

function signalOf(signal: Signal | undefined): readonly Signal[] {
  return signal === undefined ? [] : [signal];
}
