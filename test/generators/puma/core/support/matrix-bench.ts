import { encodeCells } from '../../../../../compiler/cell-image.js';
import { parseConfig } from '../../../../../config/index.js';
import { machineMvmuConfig } from '../../../../../config/puma/geometry.js';
import type { PumaCoreConfig } from '../../../../../config/puma-machine.js';
import { renderCrossbarMacro } from '../../../../../generators/common/crossbar-macro.js';
import { MatrixUnits } from '../../../../../generators/puma/core/matrix/matrix-units.js';
import { build, type Module } from '../../../../../hdl-dsl/index.js';
import type { BlackBoxModel } from '../../../../../hdl-dsl/sim/black-box-model.js';
import { captureSource } from '../../../../../hdl-dsl/source/source-ref.js';
import { openDefinition } from '../../../../../hdl-dsl/testbench/open-simulation.js';
import { crossbarTwin } from '../../../../../systems/twins/crossbar-twin.js';
import { makeEngineNamed } from '../../../../../verilator-harness/testbench/simulate.js';
import { plainCrossbar } from '../../../support/plain-crossbar.js';

/** A configuration of a core with small defaults for tests. */
export function coreConfig(keys: object): PumaCoreConfig {
  const small = { system: 'puma-core', name: 'core', dimension: 8, lanes: 4, ...keys };
  const config = parseConfig(small);
  if (config.system !== 'puma-core') throw new Error('the configuration became another system');
  return config;
}

/** Words by lane of a number of 16 `lanes` bits, signed. */
export function wordsOf(value: bigint | number, lanes: number): number[] {
  const all = BigInt(value);
  return Array.from({ length: lanes }, (_, i) => Number(BigInt.asIntN(16, all >> BigInt(16 * i))));
}

export function packed(words: readonly number[], width: number): bigint {
  return words.reduceRight((all, word) => (all << BigInt(width)) | BigInt.asUintN(width, BigInt(word)), 0n);
}

/** How the matrix units are simulated. */
interface BenchChoices {
  readonly engine?: 'builtin' | 'verilator';
  /** Of the core. */
  readonly number?: number;
  /** Behaviour of the macro in the built-in engine. */
  readonly model?: BlackBoxModel;
  /** Puts a fault into the design. */
  readonly change?: (top: Module) => Module;
}

/** The matrix units under a test-bench, with everything at rest. */
export async function openMatrixUnits(config: PumaCoreConfig, choices: BenchChoices = {}) {
  const { engine = 'builtin', number = 0, change = (top: Module) => top } = choices;
  const mvmu = machineMvmuConfig(config);
  const macro = renderCrossbarMacro(mvmu, { command: 'test', numbered: true });
  const model = choices.model ?? (config.nonideal === undefined ? plainCrossbar(mvmu) : crossbarTwin(mvmu));
  const source = captureSource();
  const sim = await openDefinition(
    MatrixUnits,
    config,
    { models: { [`${mvmu.name}_xbar`]: model } },
    source,
    makeEngineNamed(engine, { sources: [macro.model], dpi: macro.dpi }, source),
    (definition, params) => change(build(definition, params)),
  );
  const { io } = sim;
  for (const pin of [io.write, io.writeOut, io.readSideA, io.begin, io.progValid, io.progFlags])
    pin.poke(false);
  for (const pin of [io.writeAddress, io.readAddressA, io.readAddressB, io.filter, io.rotation]) pin.poke(0);
  for (const pin of [io.writeMask, io.writeData, io.mask, io.progData]) pin.pokeBits(0n);
  for (const pin of [io.progMvmu, io.progSlice, io.progRow, io.progChunk]) pin.poke(0);
  io.number.poke(number);
  return sim;
}

export type MatrixSimulation = Awaited<ReturnType<typeof openMatrixUnits>>;

/** One chunk at the programming port. */
export interface Chunk {
  readonly flags: boolean;
  readonly mvmu: number;
  readonly slice: number;
  readonly row: number;
  readonly chunk: number;
  readonly data: bigint;
}

/** Chunks that load weights [D][D] into a unit. */
export function chunksOf(config: PumaCoreConfig, mvmu: number, weights: readonly number[]): Chunk[] {
  const { slices, dataBits } = encodeCells(machineMvmuConfig(config), Int32Array.from(weights));
  const split = (words: Uint32Array, bits: number, at: Omit<Chunk, 'chunk' | 'data'>): Chunk[] =>
    Array.from({ length: Math.ceil(bits / 64) }, (_, chunk) => ({
      ...at,
      chunk,
      data: BigInt(words[2 * chunk] ?? 0) | (BigInt(words[2 * chunk + 1] ?? 0) << 32n),
    }));
  return slices.flatMap(({ rows, flags }, slice) => [
    ...rows.flatMap((words, row) => split(words, dataBits, { flags: false, mvmu, slice, row })),
    ...(flags === undefined ? [] : split(flags, config.dimension, { flags: true, mvmu, slice, row: 0 })),
  ]);
}

/** Writes chunks one a cycle, and lets the last one arrive. */
export async function sendChunks(sim: MatrixSimulation, chunks: readonly Chunk[]) {
  const { io } = sim;
  for (const { flags, mvmu, slice, row, chunk, data } of chunks) {
    io.progValid.poke(true);
    io.progFlags.poke(flags);
    io.progMvmu.poke(mvmu);
    io.progSlice.poke(slice);
    io.progRow.poke(row);
    io.progChunk.poke(chunk);
    io.progData.pokeBits(data);
    await sim.step();
  }
  io.progValid.poke(false);
  await sim.step();
}

/** Clears XbarIn and XbarOut by the write port, as a core does after reset. */
export async function clearRegisters(sim: MatrixSimulation, { mvmus, dimension, lanes }: PumaCoreConfig) {
  const { io } = sim;
  io.writeMask.pokeBits((1n << BigInt(lanes)) - 1n);
  io.writeData.pokeBits(0n);
  io.write.poke(true);
  for (const isOut of [false, true])
    for (let address = 0; address < mvmus * dimension; address += lanes) {
      io.writeOut.poke(isOut);
      io.writeAddress.poke(address);
      await sim.step();
    }
  io.write.poke(false);
  io.writeOut.poke(false);
}

/** Writes words to XbarIn from an address up, `lanes` a cycle. */
export async function writeXbarIn(
  sim: MatrixSimulation,
  { lanes }: PumaCoreConfig,
  address: number,
  words: readonly number[],
) {
  const { io } = sim;
  io.write.poke(true);
  for (let at = 0; at < words.length; at += lanes) {
    const beat = words.slice(at, at + lanes);
    io.writeAddress.poke(address + at);
    io.writeMask.pokeBits((1n << BigInt(beat.length)) - 1n);
    io.writeData.pokeBits(packed(beat, 16));
    await sim.step();
  }
  io.write.poke(false);
}

/** Reads words of XbarOut from an address up, in no time. */
export function readXbarOut(
  { io }: MatrixSimulation,
  { lanes }: PumaCoreConfig,
  address: number,
  count: number,
): number[] {
  const words: number[] = [];
  for (let at = 0; at < count; at += lanes) {
    io.readAddressB.poke(address + at);
    words.push(...wordsOf(io.readDataB.peekBits(), lanes));
  }
  return words.slice(0, count);
}

/** Starts units and waits until none runs.
 *  @returns cycles from the one in which the `mvm` begins to the first in which all are idle again */
export async function runMvm(
  sim: MatrixSimulation,
  mask: number,
  filter = 0,
  rotation = 0,
  meanwhile: (cycle: number) => void = () => {},
): Promise<number> {
  const { io } = sim;
  io.begin.poke(true);
  io.mask.pokeBits(BigInt(mask));
  io.filter.poke(filter);
  io.rotation.poke(rotation);
  await sim.step();
  io.begin.poke(false);
  let cycles = 1;
  for (; io.running.peekBits() === 0n; cycles++) await sim.step();
  for (; io.running.peekBits() !== 0n; cycles++) {
    meanwhile(cycles);
    await sim.step();
  }
  return cycles;
}
