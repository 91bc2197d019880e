import { z } from 'zod';
import {
  type Bits,
  type Bool,
  bits,
  bool,
  indexWidth,
  input,
  module,
  mux,
  output,
  type UInt,
  uintBelow,
  uintUpTo,
} from '../index.js';
import { camEntries, writePorts } from './cam-entries.js';
import { constantIndex } from './index-step.js';
import { bothPorts } from './stream-ports.js';
import { weightedSum } from './weighted-sum.js';

const nearestCamParams = z.object({
  entries: z.int().min(1).max(1024),
  /** A key is a row of unsigned numbers, element 0 in the low bits. */
  elements: z.int().min(1).max(256),
  elementBits: z.int().min(1).max(32),
  /** `hamming`: bits that differ. `absolute`: sum over the elements of the absolute difference. */
  distance: z.enum(['hamming', 'absolute']).default('hamming'),
});
type NearestCamParams = z.output<typeof nearestCamParams>;

/** A content-addressable memory that tells which entry is nearest to a key.
 *
 *  Ports: `write`, `erase`, `entry`, `key` change an entry at the clock edge; `search`, the key looked for; `hit`, any entry is
 *  used; `nearest`, the entry of the smallest distance, the lowest of several, else 0; `distance` of it, else 0.
 *  Latency: 0 cycles from `search`, 1 from a write. Entries are empty after reset. */
export const NearestCam = module({
  name: (p) => `nearest_cam_${p.entries}x${p.elements}x${p.elementBits}_${p.distance}`,
  comment: (p) => `Tells which of ${p.entries} entries is nearest to a key, by ${p.distance} distance.`,
  params: nearestCamParams,
  ports: (p) =>
    bothPorts(writePorts(p.entries, p.elements * p.elementBits), {
      search: input(bits(p.elements * p.elementBits), 'the key looked for'),
      hit: output(bool, 'there is an entry'),
      nearest: output(uintBelow(p.entries), 'the lowest of the nearest entries'),
      distance: output(uintUpTo(farthest(p))),
    }),
  build(m, p, io) {
    const width = indexWidth(p.entries);
    let level = camEntries(m, p.entries, io).map(
      ({ key, used }, i): Candidate => ({
        used,
        index: constantIndex(width, i),
        distance: distanceOf(p, key, io.search),
      }),
    );
    while (level.length > 1) level = pairs(level).map(([a, b]) => (b === undefined ? a : nearer(a, b)));
    const [first] = level;
    if (first === undefined) throw new Error('there is an entry');
    const { used, index, distance } = first;
    io.hit.drive(used);
    io.nearest.drive(mux(used, index, 0));
    io.distance.drive(mux(used, distance, 0));
  },
});

interface Candidate {
  readonly used: Bool;
  readonly index: UInt;
  readonly distance: UInt;
}

/** The lower of two wins a draw, so a higher one must be used, and nearer than a lower one that is. */
function nearer(low: Candidate, high: Candidate): Candidate {
  const takeHigh = high.used.and(low.used.not().or(high.distance.lt(low.distance)));
  return {
    used: low.used.or(high.used),
    index: mux(takeHigh, high.index, low.index),
    distance: mux(takeHigh, high.distance, low.distance),
  };
}

function pairs(level: readonly Candidate[]): (readonly [Candidate, Candidate | undefined])[] {
  return level.flatMap((candidate, i) => (i % 2 === 0 ? [[candidate, level[i + 1]] as const] : []));
}

function farthest(p: NearestCamParams): number {
  return p.distance === 'hamming' ? p.elements * p.elementBits : p.elements * (2 ** p.elementBits - 1);
}

function distanceOf(p: NearestCamParams, key: Bits, search: Bits): UInt {
  if (p.distance === 'hamming') return key.xor(search).popcount();
  const differences = Array.from({ length: p.elements }, (_, i) => {
    const at = (x: Bits): UInt => x.slice(i * p.elementBits, p.elementBits).asUInt();
    const [a, b] = [at(key), at(search)];
    return mux(a.lt(b), b.subWrap(a), a.subWrap(b));
  });
  const sum = weightedSum(differences, new Array<number>(p.elements).fill(1));
  return sum.asUInt();
}
