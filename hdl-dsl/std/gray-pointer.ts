import { z } from 'zod';
import { bits, bool, indexWidth, input, module, mux, output, type UInt, uint, uintBelow } from '../index.js';
import { fromGray, toGray } from './gray.js';
import { isPowerOfTwo } from './index-step.js';

/** Bits of a pointer that tells 2 * depth values apart. */
export const pointerBits = (depth: number): number => indexWidth(2 * depth);

/** First value of a pointer. The values lie in the middle of the Gray code, which is its own mirror image, so that the last and the
 *  first of them, too, differ in one bit, whatever the depth. */
export const firstPointer = (depth: number): number => 2 ** (pointerBits(depth) - 1) - depth;

/** The code of a number, as `toGray` gives it. */
export const grayNumber = (value: number): number => value ^ (value >> 1);

/** Words from one pointer to another: 0 .. depth, `pointerBits` wide. */
export function pointerDistance(from: UInt, to: UInt, depth: number): UInt {
  const plain = to.subWrap(from);
  if (isPowerOfTwo(depth)) return plain;
  // Modulo 2 * depth instead of the power of two above it.
  return mux(to.lt(from), plain.addWrap(2 * depth), plain);
}

/** One end of an asynchronous FIFO: counts over 2 * depth values, in binary and in Gray code, and gives the address of its word.
 *
 *  Ports: `move`, one step; `at`; `gray`, the code of `at`, from a register; `address`. Latency: a step shows in the next cycle. */
export const GrayPointer = module({
  name: (p) => `gray_pointer_${p.depth}`,
  comment: (p) => `Counts over 2 * ${p.depth} values of a Gray code.`,
  params: z.object({ depth: z.int().min(1).max(32768) }),
  ports: (p) => ({
    move: input(bool, 'one step'),
    at: output(uint(pointerBits(p.depth))),
    gray: output(bits(pointerBits(p.depth)), 'one bit changes at a step'),
    address: output(uintBelow(p.depth), 'word in the memory'),
  }),
  build(m, { depth }, io) {
    const width = pointerBits(depth);
    const first = firstPointer(depth);
    const last = first + 2 * depth - 1;
    const { at, gray } = m.regs({
      at: uint(width, { reset: first }),
      gray: bits(width, { reset: grayNumber(first) }),
    });
    const step = at.addWrap(1);
    const { next } = m.wires({ next: isPowerOfTwo(depth) ? step : mux(at.eq(last), first, step) });
    m.when(io.move, () => {
      at.next(next);
      gray.next(toGray(next));
    });
    io.at.drive(at);
    io.gray.drive(gray);
    const offset = isPowerOfTwo(depth) ? at : at.subWrap(first);
    const over = offset.subWrap(depth);
    io.address.drive(depth === 1 ? 0 : mux(offset.lt(depth), offset, over).truncate(indexWidth(depth)));
    m.assert('GrayIsPointer', fromGray(gray).eq(at), 'both registers hold the same value');
    if (!isPowerOfTwo(depth))
      m.assert('PointerInRange', at.ge(first).and(at.le(last)), 'the pointer stays among its values');
  },
});
