import { type CoreWriter, set } from './core-writer.js';
import { plainInstruction } from './plain-instruction.js';
import { someSource } from './spans.js';

/** An `mvm` with a filter and rotation of its own, or of whatever registers hold them already, and often something
 *  that has to wait for it. */
export function products(writer: CoreWriter): void {
  const { random, geometry } = writer;
  const mask = 1 + random.below(2 ** geometry.mvmus - 1);
  const found = random.chance(0.35) ? routing(writer) : undefined;
  if (found !== undefined) writer.do({ name: 'mvm', fields: { mask, ...found } });
  else {
    const length = someFilter(writer);
    const rotation = length === 0 ? random.below(4) : random.pick([0, length - 1, random.below(length)]);
    const filter = writer.general();
    let stride = writer.general();
    while (stride === filter) stride = writer.general();
    writer.do(set(filter, length));
    writer.do(set(stride, rotation));
    writer.do({ name: 'mvm', fields: { mask, filter, stride } });
  }
  for (let others = random.below(4); others > 0; others--) writer.do(plainInstruction(writer));
  if (random.chance(0.3)) readOutputs(writer);
  if (random.chance(0.2)) again(writer);
}

export function someFilter({ random, geometry: { dimension } }: CoreWriter): number {
  return random.pick([0, 0, 1, 2, 3, dimension, dimension - 1, dimension / 2, 1 + random.below(dimension)]);
}

/** Registers that happen to hold a filter and a rotation; most do if they hold zeros. */
function routing(writer: CoreWriter): { filter: number; stride: number } | undefined {
  for (let tries = 0; tries < 20; tries++) {
    const filter = someSource(writer, 0);
    const stride = someSource(writer, 0);
    const length = writer.core.read(filter) & 0xffff;
    const rotation = writer.core.read(stride) & 0xffff;
    if (length <= writer.geometry.dimension && (length === 0 || rotation < length)) return { filter, stride };
  }
  return undefined;
}

/** Moves an XbarOut as a whole: waits while it is written. */
function readOutputs(writer: CoreWriter): void {
  const { random, geometry } = writer;
  const { dimension, generalBase, registers, mvmus } = geometry;
  const words = Math.min(dimension, registers);
  const width = Math.min(16, words);
  const vecWidth = Math.floor(words / width);
  const src1 = random.below(mvmus) * dimension;
  const dest = generalBase + random.below(registers - width * vecWidth + 1);
  for (const address of writer.kept) if (address >= dest && address < dest + width * vecWidth) return;
  writer.do({ name: 'copy', fields: { side: 0, dest, src1, width, vecWidth } });
}

/** The same MVMUs at once again. */
function again(writer: CoreWriter): void {
  const found = routing(writer);
  if (found === undefined) return;
  const mask = 1 + writer.random.below(2 ** writer.geometry.mvmus - 1);
  writer.do({ name: 'mvm', fields: { mask, ...found } });
}
