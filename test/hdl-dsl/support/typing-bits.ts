import {
  bits,
  bool,
  concat,
  input,
  module,
  mux,
  oneHotMux,
  priorityEncode,
  uint,
} from '../../../hdl-dsl/index.js';
import { check } from './check-width.js';

/** Every method of a bits at widths up to and past the last that the types know, 256. */
export const Widths = module({
  name: 'bits_widths',
  ports: () => ({
    go: input(bool),
    n: input(uint(3)),
    b8: input(bits(8)),
    b255: input(bits(255)),
    b256: input(bits(256)),
    b257: input(bits(257)),
  }),
  build(_m, _p, { go, n, b8, b255, b256, b257 }) {
    check(b8.not(), 8);
    check(b8.xor(b8), 8);
    check(b8.shiftLeft(3), 11);
    check(b8.shiftLeft(n), 15);
    check(b8.shiftLeft(n, { growth: 1 }), 9);
    check(b8.shiftRight(1), 8);
    check(b8.shiftRight(n), 8);
    check(b8.slice(0, 4), 4);
    check(b8.part(n, 2), 2);
    check(b8.bit(0), 1);
    check(b8.extend(257), 'any');
    check(b8.truncate(1), 1);
    check(b8.popcount(), 4);
    check(b8.leadingZeros(), 4);
    check(b8.trailingZeros(), 4);
    check(b8.reverse(), 8);
    check(b8.rotateLeft(1), 8);
    check(b8.rotateRight(n), 8);
    check(b8.repeat(2), 16);
    check(b8.concat(n, go), 12);
    check(concat(b8, go), 9);
    check(b8.asBits(), 8);
    check(b8.asUInt(), 8);
    check(b8.asSInt(), 8);
    check(b8.reduceOr(), 1);
    check(mux(go, b8, b8), 8);
    check(mux(go, 0, b8), 8);
    check(oneHotMux([go], [b8]), 8);
    check(priorityEncode(b8).index, 3);
    check(b255.not(), 255);
    check(b255.xor(b255), 255);
    check(b255.shiftLeft(3), 'any');
    check(b255.shiftLeft(n), 'any');
    check(b255.shiftLeft(n, { growth: 1 }), 256);
    check(b255.shiftRight(1), 255);
    check(b255.shiftRight(n), 255);
    check(b255.slice(0, 4), 4);
    check(b255.part(n, 2), 2);
    check(b255.bit(0), 1);
    check(b255.extend(257), 'any');
    check(b255.truncate(1), 1);
    check(b255.popcount(), 8);
    check(b255.leadingZeros(), 8);
    check(b255.trailingZeros(), 8);
    check(b255.reverse(), 255);
    check(b255.rotateLeft(1), 255);
    check(b255.rotateRight(n), 255);
    check(b255.repeat(2), 'any');
    check(b255.concat(n, go), 'any');
    check(concat(b255, go), 256);
    check(b255.asBits(), 255);
    check(b255.asUInt(), 255);
    check(b255.asSInt(), 255);
    check(b255.reduceOr(), 1);
    check(mux(go, b255, b255), 255);
    check(mux(go, 0, b255), 255);
    check(oneHotMux([go], [b255]), 255);
    check(priorityEncode(b255).index, 8);
    check(b256.not(), 256);
    check(b256.xor(b256), 256);
    check(b256.shiftLeft(3), 'any');
    check(b256.shiftLeft(n), 'any');
    check(b256.shiftLeft(n, { growth: 1 }), 'any');
    check(b256.shiftRight(1), 256);
    check(b256.shiftRight(n), 256);
    check(b256.slice(0, 4), 4);
    check(b256.part(n, 2), 2);
    check(b256.bit(0), 1);
    check(b256.extend(257), 'any');
    check(b256.truncate(1), 1);
    check(b256.popcount(), 9);
    check(b256.leadingZeros(), 9);
    check(b256.trailingZeros(), 9);
    check(b256.reverse(), 256);
    check(b256.rotateLeft(1), 256);
    check(b256.rotateRight(n), 256);
    check(b256.repeat(2), 'any');
    check(b256.concat(n, go), 'any');
    check(concat(b256, go), 'any');
    check(b256.asBits(), 256);
    check(b256.asUInt(), 256);
    check(b256.asSInt(), 256);
    check(b256.reduceOr(), 1);
    check(mux(go, b256, b256), 256);
    check(mux(go, 0, b256), 256);
    check(oneHotMux([go], [b256]), 256);
    check(priorityEncode(b256).index, 8);
    check(b257.not(), 'any');
    check(b257.xor(b257), 'any');
    check(b257.shiftLeft(3), 'any');
    check(b257.shiftLeft(n), 'any');
    check(b257.shiftLeft(n, { growth: 1 }), 'any');
    check(b257.shiftRight(1), 'any');
    check(b257.shiftRight(n), 'any');
    check(b257.slice(0, 4), 4);
    check(b257.part(n, 2), 2);
    check(b257.bit(0), 1);
    check(b257.extend(257), 'any');
    check(b257.truncate(1), 1);
    check(b257.popcount(), 'any');
    check(b257.leadingZeros(), 'any');
    check(b257.trailingZeros(), 'any');
    check(b257.reverse(), 'any');
    check(b257.rotateLeft(1), 'any');
    check(b257.rotateRight(n), 'any');
    check(b257.repeat(2), 'any');
    check(b257.concat(n, go), 'any');
    check(concat(b257, go), 'any');
    check(b257.asBits(), 'any');
    check(b257.asUInt(), 'any');
    check(b257.asSInt(), 'any');
    check(b257.reduceOr(), 1);
    check(mux(go, b257, b257), 'any');
    check(mux(go, 0, b257), 'any');
    check(oneHotMux([go], [b257]), 'any');
    check(priorityEncode(b257).index, 'any');
    // @ts-expect-error eight things are counted in four bits
    check(b8.popcount(), 3);
    // @ts-expect-error an amount of three bits shifts by up to seven
    check(b8.shiftLeft(n), 11);
    // @ts-expect-error 9 bits
    check(concat(b8, go), 8);
    // @ts-expect-error the part is narrower
    check(b8.slice(0, 4), 8);
    // @ts-expect-error twice
    check(b8.repeat(2), 8);
  },
});
