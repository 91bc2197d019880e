import { bits, struct, uint } from '../../../hdl-dsl/index.js';
import { blockBits } from '../core-ports.js';

/** A packet that arrives. */
export const packetIn = struct({
  fifo: uint(8),
  /** Words less one. */
  width: uint(4),
  /** The first word in the low bits; 0 past the last. */
  data: bits(blockBits),
});

/** A packet that is sent. */
export const packetOut = struct({ target: uint(16), fifo: uint(8), width: uint(4), data: bits(blockBits) });

/** A packet in its FIFO. */
export const packetHeld = struct({ width: uint(4), data: bits(blockBits) });
