import type { PortValue } from './black-box-model.js';
import { representationOf } from './cells.js';

/** How the values of one port come in: any number of that many bits, as the simulator keeps it. */
export function storedValue(width: number, signed: boolean): (value: PortValue) => PortValue {
  switch (representationOf(width)) {
    case 'int': {
      if (signed) {
        const shift = 32 - width;
        return (value) =>
          (Number(typeof value === 'bigint' ? BigInt.asIntN(width, value) : value) << shift) >> shift;
      }
      const mask = width === 32 ? -1 : 2 ** width - 1;
      return (value) =>
        ((typeof value === 'bigint' ? Number(BigInt.asUintN(width, value)) : value) & mask) >>> 0;
    }
    case 'double':
      return signed
        ? (value) => Number(BigInt.asIntN(width, BigInt(value)))
        : (value) => Number(BigInt.asUintN(width, BigInt(value)));
    case 'big':
      return signed
        ? (value) => BigInt.asIntN(width, BigInt(value))
        : (value) => BigInt.asUintN(width, BigInt(value));
  }
}
