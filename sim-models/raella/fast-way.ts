import type { RaellaCrossbarConfig } from '../../config/raella-crossbar.js';
import { type CellBlocks, cellBlocks } from '../analog/cell-blocks.js';
import type { Converter } from '../analog/converter.js';
import { Drive, groupBits } from '../analog/drive.js';
import { type Kernel, kernel } from '../analog/kernel.js';
import type { Decisions, Way } from './decisions.js';
import { encodeCells } from './encode.js';
import { codeBits, type RaellaLayer, weightSlices } from './layer.js';
import { type RaellaStep, schedule } from './schedule.js';
import { emptyStatistics, type RaellaStatistics } from './statistics.js';

/** Lanes of a block of the kernel. */
const blockLanes = 32;

/** Vectors computed at once: the tables of a block are made once for all of them. */
const batchVectors = 64;

/** The same decisions as `StepByStep` for an ideal crossbar, in the kernel: `assembly/speculation.ts`.
 *  There a lane is a cell column in the order [slice][filter], filters padded to whole blocks, so that every block is of
 *  one slice and all slices of eight filters are added side by side. */
export class FastWay implements Way {
  readonly #rows: number;
  readonly #filters: number;
  readonly #padded: number;
  readonly #passes: number;
  readonly #steps: readonly RaellaStep[];
  readonly #slices: number;
  readonly #blocks: CellBlocks;
  readonly #widths: Uint8Array;
  readonly #stepShifts: Uint8Array;
  readonly #sliceShifts: Uint8Array;
  readonly #lowest: number;
  readonly #highest: number;

  constructor(config: RaellaCrossbarConfig, layer: RaellaLayer, { lowest, highest }: Converter) {
    const { rows, speculation } = config;
    const slices = weightSlices(layer.slicing);
    this.#rows = rows;
    this.#filters = layer.centres.length;
    this.#padded = Math.ceil(this.#filters / blockLanes) * blockLanes;
    this.#passes = layer.signedInputs ? 2 : 1;
    this.#steps = schedule(speculation, layer.speculate);
    this.#slices = slices.length;
    const lanes = this.#padded * slices.length;
    const cells = encodeCells(layer, rows, { lanes, sliceApart: this.#padded, filterApart: 1 });
    this.#blocks = cellBlocks(cells, rows, lanes, 2);
    this.#widths = Uint8Array.from(layer.speculate ? speculation : []);
    this.#stepShifts = Uint8Array.from(
      this.#steps,
      ({ kind, low }) => low + (kind === 'speculation' ? 128 : 0),
    );
    this.#sliceShifts = Uint8Array.from(slices, ({ low }) => low);
    this.#lowest = lowest;
    this.#highest = highest;
  }

  decide(inputs: Int32Array, _operation: number, codes: boolean): Decisions {
    const vectors = inputs.length / this.#rows;
    const shared = kernel();
    shared.begin();
    const batch = this.#prepare(shared, Math.max(1, Math.min(vectors, batchVectors)));
    const size = this.#passes * this.#steps.length * this.#filters * this.#slices;
    const all = codes ? new Int16Array(vectors * size) : undefined;
    const sums = new Int32Array(vectors * this.#filters);
    const outside = new Int32Array(vectors * this.#filters);
    for (let from = 0; from < vectors; from += batchVectors) {
      const count = Math.min(batchVectors, vectors - from);
      const made = batch.run(inputs.subarray(from * this.#rows, (from + count) * this.#rows));
      this.#unpad(shared.int32(made.sums, count * this.#padded), sums.subarray(from * this.#filters));
      this.#unpad(shared.int32(made.outside, count * this.#padded), outside.subarray(from * this.#filters));
      if (all === undefined) continue;
      const lanes = count * this.#passes * this.#steps.length * this.#slices * this.#padded;
      this.#inColumns(shared.int16(made.codes, lanes), all.subarray(from * size));
    }
    const statistics = this.#statistics(
      shared.int32(batch.counts, this.#slices * 3 * codeBits),
      vectors * this.#passes * this.#filters,
    );
    return { ...(all && { codes: all }), sums, outside, statistics };
  }

  /** Reserves kernel memory; `run` computes one batch, its results at the addresses returned. */
  #prepare(kernel: Kernel, vectors: number) {
    const { data, blocks, stride } = this.#blocks;
    const steps = this.#steps.length;
    const lanes = this.#slices * this.#padded;
    const shape = {
      rows: this.#rows,
      inputBits: codeBits,
      dacBits: 1,
      form: this.#passes === 2 ? 'two-pass' : 'unsigned',
    } as const;
    const drive = new Drive(kernel, shape, vectors);
    const cells = kernel.upload(data);
    const widths = kernel.upload(this.#widths);
    const stepShifts = kernel.upload(this.#stepShifts);
    const sliceShifts = kernel.upload(this.#sliceShifts);
    const table = kernel.allocate(drive.groups << (6 + groupBits));
    const planes = kernel.allocate(codeBits * 64);
    const counts = kernel.allocate(this.#slices * 3 * codeBits * 4);
    const codes = kernel.allocate(vectors * this.#passes * steps * lanes * 2);
    const sums = kernel.allocate(vectors * this.#padded * 4);
    const outside = kernel.allocate(vectors * this.#padded * 4);
    kernel.int32(counts, this.#slices * 3 * codeBits).fill(0);
    const { tables16, speculativeCodes, speculativeSums } = kernel.functions;
    const run = (inputs: Int32Array) => {
      drive.load(inputs, true, false);
      for (let block = 0; block < blocks; block++) {
        const first = block * blockLanes;
        tables16(cells + block * stride, this.#rows, groupBits, table);
        speculativeCodes(
          table,
          drive.offsets,
          drive.samples,
          drive.groups,
          widths,
          this.#widths.length,
          this.#lowest,
          this.#highest,
          codes,
          lanes,
          first,
          planes,
          counts + Math.floor(first / this.#padded) * 3 * codeBits * 4,
        );
      }
      speculativeSums(
        codes,
        drive.vectors,
        this.#passes,
        steps,
        this.#slices,
        this.#padded,
        stepShifts,
        sliceShifts,
        this.#lowest,
        this.#highest,
        sums,
        outside,
      );
      return { codes, sums, outside };
    };
    return { run, counts };
  }

  #unpad(from: Int32Array, to: Int32Array): void {
    for (let at = 0, start = 0; start < from.length; start += this.#padded, at += this.#filters) {
      to.set(from.subarray(start, start + this.#filters), at);
    }
  }

  /** [..][slice][padded filter] to [..][filter][slice]. */
  #inColumns(from: Int16Array, to: Int16Array): void {
    const filters = this.#filters;
    const slices = this.#slices;
    for (let at = 0, start = 0; start < from.length; at += filters * slices) {
      for (let slice = 0; slice < slices; slice++, start += this.#padded) {
        for (let p = 0; p < filters; p++) to[at + p * slices + slice] = from[start + p]!;
      }
    }
  }

  /** @param counts [slices][3][input bit]: see `assembly/speculation.ts` */
  #statistics(counts: Int32Array, columns: number): RaellaStatistics {
    const made = emptyStatistics(this.#steps.length, this.#slices, columns);
    for (let slice = 0; slice < this.#slices; slice++) {
      const of = (kind: number, bit: number) => counts[(slice * 3 + kind) * codeBits + bit]!;
      let failed = columns;
      this.#steps.forEach((step, number) => {
        const at = number * this.#slices + slice;
        if (step.kind === 'speculation') {
          failed = of(0, step.low);
          made.failures[at] = failed;
          made.converts[at] = columns;
        } else {
          made.converts[at] = failed;
          made.saturations[at] = of(1, step.low);
          made.wouldSaturate[at] = of(2, step.low);
        }
      });
    }
    return made;
  }
}
