import { type CellImage, encodeCells } from '../../compiler/cell-image.js';
import { spaces, tileUnit } from '../../config/puma/configuration-map.js';
import {
  coreInstructions,
  coreOpcodeBits,
  instructionBits,
  tileInstructions,
  tileOpcodeBits,
} from '../../config/puma/encoding.js';
import { type MachineGeometry, machineGeometry, machineMvmuConfig } from '../../config/puma/geometry.js';
import type { CoreImage, MachineImage } from '../../config/puma/image.js';
import type { PumaMachineConfig } from '../../config/puma-machine.js';
import { ConfigWrites } from './config-writes.js';

/** Everything that goes through the configuration port before a program starts: programs, registers, words of data
 *  memory, cells and flip flags of every MVMU. The machine has cleared all but the cells by itself.
 *
 *  @throws {CrossweaveError} CW-W001, CW-W003 for weights that do not fit the configuration */
export function imageWrites(config: PumaMachineConfig, image: MachineImage): ConfigWrites {
  const geometry = machineGeometry(config);
  const writes = new ConfigWrites();
  for (let core = 0; core < geometry.cores; core += 1)
    writeCore(writes, config, geometry, core, image.cores[core]);
  if (geometry.tile) {
    writeProgram(writes, tileUnit, textOr(image.tile?.words, haltTile));
  }
  for (const { address, values, count } of image.memory) {
    for (const [k, value] of values.entries()) {
      writes.add(
        tileUnit,
        spaces.words,
        address + k,
        ((value & 0xffff) | 0x10000 | (count << 17)) >>> 0,
        count >>> 15,
      );
    }
  }
  return writes;
}

const haltCore = lone(coreInstructions, 'hlt', coreOpcodeBits);
const haltTile = lone(tileInstructions, 'halt', tileOpcodeBits);

/** A program of one instruction without fields. */
function lone(
  table: readonly { readonly name: string; readonly opcode: number }[],
  name: string,
  opcodeBits: number,
): BigUint64Array {
  const opcode = table.find((instruction) => instruction.name === name)?.opcode;
  if (opcode === undefined) throw new Error(`there is no instruction ${name}`);
  return BigUint64Array.of(BigInt(opcode) << BigInt(instructionBits - opcodeBits));
}

function writeCore(
  writes: ConfigWrites,
  config: PumaMachineConfig,
  geometry: MachineGeometry,
  core: number,
  image: CoreImage | undefined,
): void {
  writeProgram(writes, core, textOr(image?.words, haltCore));
  for (const { address, values } of image?.registers ?? []) {
    for (const [k, value] of values.entries()) writes.add(core, spaces.words, address + k, value & 0xffff);
  }
  for (let mvmu = 0; mvmu < geometry.mvmus; mvmu += 1) {
    writeCells(writes, core, mvmu, cellsOf(config, image?.cells[mvmu]));
  }
}

/** The words of a program; a unit without one halts at once. */
function textOr(words: BigUint64Array | undefined, halt: BigUint64Array): BigUint64Array {
  return words === undefined || words.length === 0 ? halt : words;
}

function writeProgram(writes: ConfigWrites, unit: number, words: BigUint64Array): void {
  for (const [address, word] of words.entries()) {
    writes.add(unit, spaces.instructions, address, Number(word & 0xffff_ffffn), Number(word >> 32n));
  }
}

function writeCells(writes: ConfigWrites, core: number, mvmu: number, { slices }: CellImage): void {
  for (const [s, slice] of slices.entries()) {
    const place = ((mvmu << 20) | (s << 16)) >>> 0;
    for (const [row, words] of slice.rows.entries())
      writeChunks(writes, core, spaces.cells, place | (row << 6), words);
    if (slice.flags) writeChunks(writes, core, spaces.flipFlags, place, slice.flags);
  }
}

/** A row in chunks of 64 bits, chunk 0 the low bits. */
function writeChunks(
  writes: ConfigWrites,
  core: number,
  where: number,
  address: number,
  words: Uint32Array,
): void {
  for (let k = 0; k < words.length; k += 2) {
    writes.add(core, where, address + k / 2, words[k]!, words[k + 1] ?? 0);
  }
}

const zeros = new WeakMap<PumaMachineConfig, CellImage>();

/** Cells of a matrix; weights 0 where there is none, since cells outlive a reset. */
function cellsOf(config: PumaMachineConfig, weights: Int32Array | undefined): CellImage {
  if (weights !== undefined) return encodeCells(machineMvmuConfig(config), weights);
  let image = zeros.get(config);
  if (image === undefined) {
    image = encodeCells(machineMvmuConfig(config), new Int32Array(config.dimension ** 2));
    zeros.set(config, image);
  }
  return image;
}
