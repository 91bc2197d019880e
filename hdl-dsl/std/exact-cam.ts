import { z } from 'zod';
import { bits, bool, input, module, output, uintBelow } from '../index.js';
import { camEntries, writePorts } from './cam-entries.js';
import { bitsOf, lowestOne, oneHotIndex } from './one-hot.js';
import { bothPorts } from './stream-ports.js';

/** A content-addressable memory: tells which entries hold a key.
 *
 *  Ports: `write`, `erase`, `entry`, `key` change an entry at the clock edge; `search`, the key looked for; `matches`, bit i:
 *  entry i holds it; `hit`, any does; `found`, the lowest that does, else 0. Latency: 0 cycles from `search`, 1 from a write.
 *  Entries are empty after reset. */
export const ExactCam = module({
  name: (p) => `exact_cam_${p.entries}x${p.keyBits}`,
  comment: (p) => `Tells which of ${p.entries} entries hold a key of ${p.keyBits} bits.`,
  params: z.object({ entries: z.int().min(1).max(1024), keyBits: z.int().min(1).max(1024) }),
  ports: (p) =>
    bothPorts(writePorts(p.entries, p.keyBits), {
      search: input(bits(p.keyBits), 'the key looked for'),
      matches: output(bits(p.entries), 'bit i: entry i holds the key'),
      hit: output(bool, 'an entry holds the key'),
      found: output(uintBelow(p.entries), 'the lowest entry that holds it'),
    }),
  build(m, p, io) {
    const entries = camEntries(m, p.entries, io);
    const { holders } = m.wires({
      holders: bitsOf(entries.map(({ key, used }) => used.and(key.eq(io.search)))),
    });
    io.matches.drive(holders);
    io.hit.drive(holders.ne(0));
    io.found.drive(oneHotIndex(lowestOne(holders)));
  },
});
