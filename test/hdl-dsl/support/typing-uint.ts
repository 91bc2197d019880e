import {
  bool,
  concat,
  input,
  min,
  module,
  mux,
  oneHotMux,
  priorityEncode,
  uint,
} from '../../../hdl-dsl/index.js';
import { check } from './check-width.js';

/** Every method of a uint at widths up to and past the last that the types know, 256. */
export const Widths = module({
  name: 'uint_widths',
  ports: () => ({
    go: input(bool),
    n: input(uint(3)),
    u8: input(uint(8)),
    u255: input(uint(255)),
    u256: input(uint(256)),
    u257: input(uint(257)),
  }),
  build(_m, _p, { go, n, u8, u255, u256, u257 }) {
    check(u8.add(u8), 9);
    check(u8.sub(u8), 9);
    check(u8.add(1), 9);
    check(u8.mul(u8), 16);
    check(u8.mul(3), 'any');
    check(u8.addWrap(0), 8);
    check(u8.subWrap(0), 8);
    check(u8.negate(), 9);
    check(u8.abs(), 8);
    check(u8.min(u8), 8);
    check(u8.max(0), 8);
    check(min(u8, u8, u8), 8);
    check(u8.wrap(9), 9);
    check(u8.saturate(256), 256);
    check(u8.wrap(257), 'any');
    check(u8.round(2, 'truncate'), 6);
    check(u8.round(2, 'half-up'), 7);
    check(u8.round(1, 'half-even'), 8);
    check(u8.round(0, 'half-away'), 8);
    check(u8.modulo(10), 4);
    check(u8.divideBy(3, { rounding: 'floor' }), 8);
    check(u8.toFixed(), 9);
    check(u8.toSigned(), 9);
    check(u8.not(), 8);
    check(u8.xor(u8), 8);
    check(u8.shiftLeft(3), 11);
    check(u8.shiftLeft(n), 15);
    check(u8.shiftLeft(n, { growth: 1 }), 9);
    check(u8.shiftRight(1), 8);
    check(u8.shiftRight(n), 8);
    check(u8.slice(0, 4), 4);
    check(u8.part(n, 2), 2);
    check(u8.bit(0), 1);
    check(u8.extend(257), 'any');
    check(u8.truncate(1), 1);
    check(u8.popcount(), 4);
    check(u8.leadingZeros(), 4);
    check(u8.trailingZeros(), 4);
    check(u8.reverse(), 8);
    check(u8.rotateLeft(1), 8);
    check(u8.rotateRight(n), 8);
    check(u8.repeat(2), 16);
    check(u8.concat(n, go), 12);
    check(concat(u8, go), 9);
    check(u8.asBits(), 8);
    check(u8.asUInt(), 8);
    check(u8.asSInt(), 8);
    check(u8.reduceOr(), 1);
    check(mux(go, u8, u8), 8);
    check(mux(go, 0, u8), 8);
    check(oneHotMux([go], [u8]), 8);
    check(priorityEncode(u8).index, 3);
    check(u255.add(u8), 256);
    check(u255.sub(u8), 256);
    check(u255.add(1), 256);
    check(u255.mul(u8), 'any');
    check(u255.mul(3), 'any');
    check(u255.addWrap(0), 255);
    check(u255.subWrap(0), 255);
    check(u255.negate(), 256);
    check(u255.abs(), 255);
    check(u255.min(u8), 255);
    check(u255.max(0), 255);
    check(min(u255, u8, u8), 255);
    check(u255.wrap(9), 9);
    check(u255.saturate(256), 256);
    check(u255.wrap(257), 'any');
    check(u255.round(2, 'truncate'), 253);
    check(u255.round(2, 'half-up'), 254);
    check(u255.round(1, 'half-even'), 255);
    check(u255.round(0, 'half-away'), 255);
    check(u255.modulo(10), 4);
    check(u255.divideBy(3, { rounding: 'floor' }), 255);
    check(u255.toFixed(), 256);
    check(u255.toSigned(), 256);
    check(u255.not(), 255);
    check(u255.xor(u255), 255);
    check(u255.shiftLeft(3), 'any');
    check(u255.shiftLeft(n), 'any');
    check(u255.shiftLeft(n, { growth: 1 }), 256);
    check(u255.shiftRight(1), 255);
    check(u255.shiftRight(n), 255);
    check(u255.slice(0, 4), 4);
    check(u255.part(n, 2), 2);
    check(u255.bit(0), 1);
    check(u255.extend(257), 'any');
    check(u255.truncate(1), 1);
    check(u255.popcount(), 8);
    check(u255.leadingZeros(), 8);
    check(u255.trailingZeros(), 8);
    check(u255.reverse(), 255);
    check(u255.rotateLeft(1), 255);
    check(u255.rotateRight(n), 255);
    check(u255.repeat(2), 'any');
    check(u255.concat(n, go), 'any');
    check(concat(u255, go), 256);
    check(u255.asBits(), 255);
    check(u255.asUInt(), 255);
    check(u255.asSInt(), 255);
    check(u255.reduceOr(), 1);
    check(mux(go, u255, u255), 255);
    check(mux(go, 0, u255), 255);
    check(oneHotMux([go], [u255]), 255);
    check(priorityEncode(u255).index, 8);
    check(u256.add(u8), 'any');
    check(u256.sub(u8), 'any');
    check(u256.add(1), 'any');
    check(u256.mul(u8), 'any');
    check(u256.mul(3), 'any');
    check(u256.addWrap(0), 256);
    check(u256.subWrap(0), 256);
    check(u256.negate(), 'any');
    check(u256.abs(), 256);
    check(u256.min(u8), 256);
    check(u256.max(0), 256);
    check(min(u256, u8, u8), 256);
    check(u256.wrap(9), 9);
    check(u256.saturate(256), 256);
    check(u256.wrap(257), 'any');
    check(u256.round(2, 'truncate'), 254);
    check(u256.round(2, 'half-up'), 255);
    check(u256.round(1, 'half-even'), 256);
    check(u256.round(0, 'half-away'), 256);
    check(u256.modulo(10), 4);
    check(u256.divideBy(3, { rounding: 'floor' }), 256);
    check(u256.toFixed(), 'any');
    check(u256.toSigned(), 'any');
    check(u256.not(), 256);
    check(u256.xor(u256), 256);
    check(u256.shiftLeft(3), 'any');
    check(u256.shiftLeft(n), 'any');
    check(u256.shiftLeft(n, { growth: 1 }), 'any');
    check(u256.shiftRight(1), 256);
    check(u256.shiftRight(n), 256);
    check(u256.slice(0, 4), 4);
    check(u256.part(n, 2), 2);
    check(u256.bit(0), 1);
    check(u256.extend(257), 'any');
    check(u256.truncate(1), 1);
    check(u256.popcount(), 9);
    check(u256.leadingZeros(), 9);
    check(u256.trailingZeros(), 9);
    check(u256.reverse(), 256);
    check(u256.rotateLeft(1), 256);
    check(u256.rotateRight(n), 256);
    check(u256.repeat(2), 'any');
    check(u256.concat(n, go), 'any');
    check(concat(u256, go), 'any');
    check(u256.asBits(), 256);
    check(u256.asUInt(), 256);
    check(u256.asSInt(), 256);
    check(u256.reduceOr(), 1);
    check(mux(go, u256, u256), 256);
    check(mux(go, 0, u256), 256);
    check(oneHotMux([go], [u256]), 256);
    check(priorityEncode(u256).index, 8);
    check(u257.add(u8), 'any');
    check(u257.sub(u8), 'any');
    check(u257.add(1), 'any');
    check(u257.mul(u8), 'any');
    check(u257.mul(3), 'any');
    check(u257.addWrap(0), 'any');
    check(u257.subWrap(0), 'any');
    check(u257.negate(), 'any');
    check(u257.abs(), 'any');
    check(u257.min(u8), 'any');
    check(u257.max(0), 'any');
    check(min(u257, u8, u8), 'any');
    check(u257.wrap(9), 9);
    check(u257.saturate(256), 256);
    check(u257.wrap(257), 'any');
    check(u257.round(2, 'truncate'), 'any');
    check(u257.round(2, 'half-up'), 'any');
    check(u257.round(1, 'half-even'), 'any');
    check(u257.round(0, 'half-away'), 'any');
    check(u257.modulo(10), 4);
    check(u257.divideBy(3, { rounding: 'floor' }), 'any');
    check(u257.toFixed(), 'any');
    check(u257.toSigned(), 'any');
    check(u257.not(), 'any');
    check(u257.xor(u257), 'any');
    check(u257.shiftLeft(3), 'any');
    check(u257.shiftLeft(n), 'any');
    check(u257.shiftLeft(n, { growth: 1 }), 'any');
    check(u257.shiftRight(1), 'any');
    check(u257.shiftRight(n), 'any');
    check(u257.slice(0, 4), 4);
    check(u257.part(n, 2), 2);
    check(u257.bit(0), 1);
    check(u257.extend(257), 'any');
    check(u257.truncate(1), 1);
    check(u257.popcount(), 'any');
    check(u257.leadingZeros(), 'any');
    check(u257.trailingZeros(), 'any');
    check(u257.reverse(), 'any');
    check(u257.rotateLeft(1), 'any');
    check(u257.rotateRight(n), 'any');
    check(u257.repeat(2), 'any');
    check(u257.concat(n, go), 'any');
    check(concat(u257, go), 'any');
    check(u257.asBits(), 'any');
    check(u257.asUInt(), 'any');
    check(u257.asSInt(), 'any');
    check(u257.reduceOr(), 1);
    check(mux(go, u257, u257), 'any');
    check(mux(go, 0, u257), 'any');
    check(oneHotMux([go], [u257]), 'any');
    check(priorityEncode(u257).index, 'any');
    // @ts-expect-error 9 bits
    check(u8.add(u8), 8);
    // @ts-expect-error past 256 bits there is no literal width
    check(u256.add(1), 257);
    // @ts-expect-error the wider operand counts
    check(u8.add(u255), 9);
    // @ts-expect-error a difference is signed and wider
    check(u8.sub(u8), 8);
    // @ts-expect-error at least the width of the first
    check(u8.max(u255), 8);
    // @ts-expect-error 0 to 9 are four bits
    check(u8.modulo(10), 3);
  },
});
