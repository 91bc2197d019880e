import { describe, expect, it } from 'vitest';
import { machineGeometry } from '../../../../config/puma/geometry.js';
import type { PumaCoreConfig } from '../../../../config/puma-machine.js';
import type { Module } from '../../../../hdl-dsl/index.js';
import { hasTool } from '../../../support/tools.js';
import { stuckAt, withFault } from '../../support/fault.js';
import { seededValues } from '../../support/random-config.js';
import {
  chunksOf,
  clearRegisters,
  coreConfig,
  type MatrixSimulation,
  openMatrixUnits,
  packed,
  sendChunks,
  wordsOf,
} from './support/matrix-bench.js';
import { MatrixReference } from './support/matrix-reference.js';

/** Small units whose ADCs lose nothing unless told. */
const unit = { weightBits: 8, cellBits: 4, adcBits: 9 };
const tiny = { weightBits: 4, cellBits: 4, adcBits: 9 };

const configurations: [string, object][] = [
  ['the default unit', { mvmus: 2 }],
  ['one lane', { lanes: 1, dimension: 5, mvmus: 3, registers: 21, mvmu: unit }],
  ['one unit of one row', { lanes: 16, dimension: 16, mvmus: 1, mvmu: { ...tiny, adcs: 8 } }],
  ['sixteen lanes', { lanes: 16, dimension: 32, mvmus: 2, mvmu: { ...tiny, adcs: 16 } }],
  ['ADCs that do not divide', { dimension: 12, mvmus: 3, mvmu: { ...unit, adcs: 5 } }],
  ['more ADCs than lanes', { lanes: 2, dimension: 10, mvmus: 2, mvmu: { ...unit, adcs: 7 } }],
  ['an ADC for each column', { lanes: 4, dimension: 12, mvmus: 2, mvmu: { ...unit, adcs: 12 } }],
  ['two passes', { mvmus: 2, mvmu: { ...unit, dacBits: 3, adcBits: 11, adcs: 3 } }],
  ['pairs', { mvmus: 2, mvmu: { ...unit, encoding: 'differential', adcs: 2 } }],
  ['flipped columns', { mvmus: 2, mvmu: { ...unit, encoding: 'offset-flip', dacBits: 2, adcs: 4 } }],
  ['rounding by planes', { mvmus: 2, mvmu: { ...unit, rounding: 'per-plane', overflow: 'wrap', adcs: 4 } }],
  ['an ADC that clips', { mvmus: 2, fraction: 3, mvmu: { ...unit, adcBits: 4, adcs: 4 } }],
];

/** Draws from a seed: 0 .. below - 1. */
function random(seed: number): (below: number) => number {
  let state = seed | 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return Math.floor(((state >>> 0) / 2 ** 32) * below);
  };
}

function randomWeights(config: PumaCoreConfig, seed: number): number[][] {
  const { weightBits, encoding } = config.mvmu;
  const largest = 2 ** (weightBits - 1) - 1;
  const least = encoding === 'differential' ? -largest : -largest - 1;
  return Array.from({ length: config.mvmus }, (_, k) =>
    seededValues(seed + k, config.dimension ** 2, least, largest),
  );
}

/** What a script of random accesses came across. */
interface Seen {
  starts: number;
  rotated: number;
  writesWhileRunning: number;
  readsAcrossUnits: number;
  compared: number;
}

/** Runs random accesses beside random starts, and compares every pin in every cycle with the reference. */
async function compare(
  sim: MatrixSimulation,
  config: PumaCoreConfig,
  seed: number,
  cycles: number,
  number = 0,
): Promise<Seen> {
  const { io } = sim;
  const { dimension, lanes, mvmus, mvmu } = config;
  const { registerAddresses } = machineGeometry(config);
  const draw = random(seed);
  const weights = randomWeights(config, seed);
  await sendChunks(
    sim,
    weights.flatMap((matrix, k) => chunksOf(config, k, matrix)),
  );
  await clearRegisters(sim, config);
  const reference = new MatrixReference(config, weights, number);
  const seen: Seen = { starts: 0, rotated: 0, writesWhileRunning: 0, readsAcrossUnits: 0, compared: 0 };
  const told = Array.from({ length: mvmus }, (): number[] => []);
  const expected = Array.from({ length: mvmus }, (): number[] => []);
  // Addresses near the matrix registers, their ends and the first general ones.
  const address = () => draw(Math.min(registerAddresses, mvmus * dimension + 2 * lanes));
  const word = () => (draw(4) === 0 ? ([-32768, 32767, 0][draw(3)] ?? 0) : draw(65536) - 32768);

  for (; reference.cycle < cycles; reference.cycle++) {
    const at = `cycle ${reference.cycle}`;
    const write = !reference.isTransferring && draw(3) > 0;
    const where = address();
    const mask = draw(2 ** lanes);
    const words = Array.from({ length: lanes }, word);
    io.write.poke(write);
    io.writeAddress.poke(where);
    io.writeMask.pokeBits(BigInt(mask));
    io.writeData.pokeBits(packed(words, 16));

    const free = Array.from({ length: mvmus }, (_, k) => (reference.isFree(k) ? 1 << k : 0));
    const start = free.reduce((all, bit) => all | bit, 0) & draw(2 ** mvmus);
    const begin = !write && !reference.isTransferring && start !== 0 && draw(4) === 0;
    const filter = draw(3) === 0 ? 0 : draw(dimension + 1);
    const rotation = filter === 0 ? draw(65536) : draw(filter);
    io.begin.poke(begin);
    io.mask.pokeBits(BigInt(start));
    io.filter.poke(filter);
    io.rotation.poke(rotation);

    const isIn = !reference.isTransferring && draw(2) === 0;
    const reads = [address(), address()] as const;
    io.readSideA.poke(isIn);
    io.readAddressA.poke(reads[0]);
    io.readAddressB.poke(reads[1]);
    for (const [port, got] of [io.readDataA, io.readDataB].entries())
      for (const [i, value] of wordsOf(got.peekBits(), lanes).entries()) {
        const wanted = reference.read((reads[port] ?? 0) + i, port === 0 && isIn);
        if (wanted === undefined) continue;
        expect(value, `${at}: lane ${i} of port ${port}, address ${reads[port]}`).toBe(wanted);
        seen.compared++;
      }
    if (reads.some((a) => a % dimension > dimension - lanes && a < (mvmus - 1) * dimension))
      seen.readsAcrossUnits++;
    const runs = Array.from({ length: mvmus }, (_, k) => (reference.runs(k) ? 1 << k : 0));
    expect(Number(io.running.peekBits()), `${at}: running`).toBe(runs.reduce((all, bit) => all | bit, 0));
    expect(io.transferLast.peek(), `${at}: last of the transfer`).toBe(reference.transferLast);
    for (let k = 0; k < mvmus; k++) {
      const data = io.outData.at(k).peekBits();
      if (!io.outValid.at(k).peek()) {
        expect(data, `${at}: results at rest`).toBe(0n);
        continue;
      }
      expect(reference.runs(k), `${at}: results of a unit that runs`).toBe(true);
      const column = Number(io.outColumn.at(k).peek());
      expect(column, `${at}: columns in order`).toBe((told[k]?.length ?? 0) % dimension);
      const results = wordsOf(data, mvmu.adcs).slice(0, dimension - column);
      told[k]?.push(...results);
    }

    if (write) {
      reference.write(where, mask, words);
      if (runs.some((bit) => bit > 0)) seen.writesWhileRunning++;
    }
    if (begin) {
      const products = reference.begin(start, filter, rotation);
      for (const [k, outputs] of products) expected[k]?.push(...outputs);
      seen.starts++;
      if (rotation % Math.max(1, filter) > 0) seen.rotated++;
    }
    await sim.step();
  }
  // Units that are still at work have told less.
  for (const [k, results] of told.entries()) {
    expect(results.length).toBeGreaterThan(0);
    expect(results).toEqual(expected[k]?.slice(0, results.length));
    if (reference.isFree(k)) expect(results.length).toBe(expected[k]?.length);
  }
  return seen;
}

describe('matrix units against a plain reference, in every cycle', () => {
  it.each(configurations)('%s', async (_, keys) => {
    const config = coreConfig(keys);
    await using sim = await openMatrixUnits(config);
    const seen = await compare(sim, config, 7, 500);
    expect(seen.starts).toBeGreaterThan(1);
    expect(seen.rotated).toBeGreaterThan(0);
    expect(seen.writesWhileRunning).toBeGreaterThan(100);
    expect(seen.compared).toBeGreaterThan(400);
    if (config.mvmus > 1 && config.lanes > 1) expect(seen.readsAcrossUnits).toBeGreaterThan(10);
  });

  const noisy = coreConfig({
    dimension: 6,
    lanes: 2,
    mvmus: 2,
    fraction: 4,
    mvmu: { weightBits: 4, cellBits: 4, adcBits: 7, adcs: 4 },
    nonideal: { seed: 5, programming: 0.1, read: 0.2, adc: 0.7 },
  });
  const number = 3;

  it('noise, by the number of the unit in the design', async () => {
    await using sim = await openMatrixUnits(noisy, { number });
    expect((await compare(sim, noisy, 11, 500, number)).starts).toBeGreaterThan(5);
    // Units of another core have other noise.
    await using other = await openMatrixUnits(noisy, { number: number + 1 });
    await expect(compare(other, noisy, 11, 500, number)).rejects.toThrow(/to be|to equal/);
  });

  it.runIf(hasTool('verilator'))('noise, in Verilator', async () => {
    await using sim = await openMatrixUnits(noisy, { engine: 'verilator', number });
    expect((await compare(sim, noisy, 11, 500, number)).starts).toBeGreaterThan(5);
  });

  it.each([
    ['a rotation that is lost', 'core_mvmu_transfer', 'next_offset', 0n],
    ['a group that is never whole', 'core_mvmu_transfer', 'is_whole', 0n],
    ['a group that is always whole', 'core_mvmu_transfer', 'is_whole', 1n],
    ['a transfer that ends late', 'core_mvmu_transfer', 'last', 0n],
    ['a beat that does not reach the next row', 'core_mvmu_bank_address', 'next_row', 0n],
    ['a beat that does not reach the next unit', 'core_mvmu_bank_address', 'next_unit', 0n],
    ['words left in their lanes', 'core_mvmu_bank_address', 'first', 0n],
    ['units that are not started', 'core_matrix_units', 'start', 0n],
    ['cells that are not written', 'core_mvmu_cell_chunks', 'is_last', 0n],
    ['a result of nothing', 'core_mvmu_accumulator', 'result', 0n],
  ])('would notice %s', async (_, module, target, value) => {
    const config = coreConfig({ dimension: 12, mvmus: 2, mvmu: { ...unit, adcs: 5 } });
    const change = (top: Module) =>
      withFault(top, module, (a) => (a.target.name === target ? stuckAt(a, value) : a));
    await using sim = await openMatrixUnits(config, { change });
    await expect(compare(sim, config, 7, 500)).rejects.toThrow();
  });

  it.each([
    ['TransfersDoNotOverlap', { begin: [0, 1] }],
    ['InputsOnlyWhenIdle', { begin: [0, 20] }],
    ['StartOnlyWhenIdle', { begin: [0], started: true }],
    ['CellsOnlyWhenIdle', { begin: [0], program: [20] }],
    ['ResultsAreAlone', { begin: [0], clear: true }],
  ] satisfies [string, Misuse][])('assertion %s', async (name, misuse) => {
    const config = coreConfig({ mvmus: 1, mvmu: { ...unit, adcs: 4 } });
    const startAlways = (top: Module) =>
      withFault(top, 'core_matrix_units', (a) => (a.target.name === 'start' ? stuckAt(a, 1n) : a));
    await using sim = await openMatrixUnits(config, 'started' in misuse ? { change: startAlways } : {});
    await expect(misused(sim, misuse)).rejects.toMatchObject({
      diagnostics: [{ code: 'CW-E061', message: expect.stringContaining(name) }],
    });
  });
});

/** Cycles in which a core does what it must not. */
interface Misuse {
  readonly begin: readonly number[];
  readonly program?: readonly number[];
  readonly started?: boolean;
  /** XbarOut, in every cycle. */
  readonly clear?: boolean;
}

async function misused(sim: MatrixSimulation, { begin, program = [], clear = false }: Misuse) {
  const { io } = sim;
  io.mask.pokeBits(1n);
  io.write.poke(clear);
  io.writeOut.poke(clear);
  for (let cycle = 0; cycle < 100; cycle++) {
    io.begin.poke(begin.includes(cycle));
    io.progValid.poke(program.includes(cycle));
    await sim.step();
  }
}
