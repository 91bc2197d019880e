import {
  type Bits,
  type BitsType,
  type Bool,
  bits,
  type Drivable,
  literal,
  type ModuleBuilder,
} from '../../hdl-dsl/index.js';

/** Drives a vector part by part, the first in the low bits, and with 0 unless valid: no wires toggle, and no simulator
 *  spends time, for values that nobody looks at. Parts, because Verilator warns of a constant of over 8192 bits and is
 *  slow on long concatenations. */
export function drivePartsWhen(
  m: ModuleBuilder,
  valid: Bool,
  target: Drivable<BitsType>,
  parts: readonly Bits[],
): void {
  m.when(valid, () => driveParts(target, parts)).otherwise(() =>
    driveParts(
      target,
      parts.map((part) => literal(bits(part.width), 0)),
    ),
  );
}

function driveParts(target: Drivable<BitsType>, parts: readonly Bits[]): void {
  let lsb = 0;
  for (const part of parts) {
    target.slice(lsb, part.width).drive(part);
    lsb += part.width;
  }
}
