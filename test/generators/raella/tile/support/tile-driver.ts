import {
  controls,
  layerRegisters,
  spaceLow,
  spaces,
} from '../../../../../config/raella/configuration-map.js';
import { crossbarOf, crossbarsOf, rowWords } from '../../../../../config/raella/geometry.js';
import type { RaellaTileConfig } from '../../../../../config/raella-machine.js';
import { generateTile } from '../../../../../generators/raella/tile/index.js';
import type { Module } from '../../../../../hdl-dsl/index.js';
import { Simulator } from '../../../../../hdl-dsl/sim/simulator.js';
import { crossbarTwin } from '../../../../../systems/twins/crossbar-twin.js';
import { Random } from '../../../../hdl-dsl/print/support/random.js';
import { type LayerSettings, registersOf } from './layer.js';

/** What a crossbar has of a layer: its place in it, and codes [word line][filter] with a centre for each filter. */
export interface CrossbarPart {
  readonly number: number;
  readonly firstElement: number;
  readonly firstOutput: number;
  /** Offsets w - phi, [word line][filter]. */
  readonly offsets: readonly (readonly number[])[];
  /** phi - zw of each filter. */
  readonly centres: readonly number[];
}

/** An output that came to the router. */
export interface Routed {
  readonly address: number;
  readonly data: number;
  readonly last: boolean;
}

/** The sum of an output and what each crossbar gave to it. */
export interface Joined {
  readonly sum: number;
  readonly parts: readonly number[];
}

/** Drives the pins of a tile, with random stalls of every stream at its pins. */
export class TileDriver {
  readonly sim: Simulator;
  readonly routed: Routed[] = [];
  readonly joined: Joined[] = [];
  /** The router takes, and the one who asks waits, with this chance in each cycle. */
  calm = 1;
  readonly #config: RaellaTileConfig;
  readonly #random = new Random(99);

  /** @param top in place of the tile of the configuration */
  constructor(config: RaellaTileConfig, top: Module = generateTile(config).top) {
    this.#config = config;
    const crossbar = crossbarOf(config);
    this.sim = new Simulator(top, { models: { [`${crossbar.name}_xbar`]: crossbarTwin(crossbar) } });
    this.reset();
  }

  reset(): void {
    this.sim.reset();
    this.routed.length = 0;
    this.joined.length = 0;
  }

  is(pin: string): boolean {
    return this.sim.peek(pin) === 1;
  }

  /** A cycle, with whatever comes out of router and trace. */
  step(cycles = 1): void {
    const { sim } = this;
    for (let k = 0; k < cycles; k++) {
      sim.poke('net_out_ready_i', this.#random.chance(this.calm) ? 1 : 0);
      if (this.is('net_out_valid_o') && sim.peek('net_out_ready_i') === 1)
        this.routed.push({
          address: Number(sim.peek('net_out_address_o')),
          data: Number(sim.peek('net_out_data_o')),
          last: this.is('net_out_last_o'),
        });
      if (this.is('trace_sum_valid_o')) this.#join();
      sim.step();
      const failed = sim.failedAssertion;
      if (failed !== undefined) throw new Error(`assertion ${failed.name} of ${failed.unit} failed`);
    }
  }

  write(space: keyof typeof spaces, index: number, data: number): void {
    this.#request(1, space, index, data);
  }

  read(space: keyof typeof spaces, index: number): number {
    this.#request(0, space, index, 0);
    for (let k = 0; k < 1000; k++) {
      const isTaken = this.#random.chance(this.calm);
      this.sim.poke('cfg_reply_ready_i', isTaken ? 1 : 0);
      const data = Number(this.sim.peek('cfg_reply_data_o'));
      const comes = isTaken && this.is('cfg_reply_valid_o');
      this.step();
      this.sim.poke('cfg_reply_ready_i', 0);
      if (comes) return data;
    }
    throw new Error('no answer comes');
  }

  /** Gives an activation through the router. */
  give(address: number, data: number): void {
    this.sim.poke('net_in_address_i', address);
    this.sim.poke('net_in_data_i', data);
    this.#offer('net_in');
  }

  /** Writes registers, crossbars and quantiser of a layer. */
  program(layer: LayerSettings, parts: readonly CrossbarPart[], slices: readonly number[] = []): void {
    for (const [index, [name, value]] of registersOf(layer).entries())
      if (!name.startsWith('lowBit') || value !== 0) this.write('layer', index, value);
    const lows = slices.map((_, i) => slices.slice(i + 1).reduce((sum, width) => sum + width, 0));
    const firstLow = layerRegisters.findIndex(({ name }) => name === 'lowBit0');
    for (const [i, low] of lows.entries()) this.write('layer', firstLow + i, low);
    for (let g = 0; g < crossbarsOf(this.#config); g++) {
      const part = parts.find(({ number }) => number === g);
      this.write('crossbars', 4 * g, part === undefined ? 0 : 1);
      if (part === undefined) continue;
      this.write('crossbars', 4 * g + 1, part.firstElement);
      this.write('crossbars', 4 * g + 2, part.offsets.length);
      this.write('crossbars', 4 * g + 3, part.firstOutput + part.centres.length * 2 ** 16);
      for (const [f, centre] of part.centres.entries()) this.write('centres', 512 * g + f, centre & 0x1ff);
      for (let row = 0; row < part.offsets.length; row++) this.#programRow(part, row, slices, lows);
    }
  }

  /** Starts the layer and waits for its end by reading the control. @returns reads until then */
  run(limit = 20000): number {
    this.write('control', controls.run, 1);
    for (let k = 0; k < limit; k++) if (this.read('control', controls.run) === 0) return k;
    throw new Error('the layer does not end');
  }

  #programRow(part: CrossbarPart, row: number, slices: readonly number[], lows: readonly number[]): void {
    const { columns, cellBits } = this.#config;
    const cells = Array.from({ length: columns }, (_, column) => {
      const [filter, slice] = [Math.floor(column / slices.length), column % slices.length];
      const offset = part.offsets[row]?.[filter] ?? 0;
      const level = Math.floor(Math.abs(offset) / 2 ** (lows[slice] ?? 0)) % 2 ** (slices[slice] ?? 0);
      return BigInt.asUintN(cellBits + 1, BigInt(Math.sign(offset) * level));
    });
    const line = cells.reduceRight((bits, cell) => (bits << BigInt(cellBits + 1)) | cell, 0n);
    for (let word = 0; word < rowWords(this.#config); word++)
      this.write('row', word, Number(BigInt.asUintN(32, line >> BigInt(32 * word))));
    this.write('cells', 0, part.number * 2 ** 16 + row);
  }

  #join(): void {
    const parts = BigInt(this.sim.peek('trace_part_data_o'));
    this.joined.push({
      sum: Number(BigInt.asIntN(40, BigInt(this.sim.peek('trace_sum_data_o')))),
      parts: Array.from({ length: crossbarsOf(this.#config) }, (_, g) =>
        Number(BigInt.asIntN(32, parts >> BigInt(32 * g))),
      ),
    });
  }

  #request(write: 0 | 1, space: keyof typeof spaces, index: number, data: number): void {
    this.sim.poke('cfg_write_i', write);
    this.sim.poke('cfg_address_i', spaces[space] * 2 ** spaceLow + index);
    this.sim.poke('cfg_data_i', data >>> 0);
    this.#offer('cfg');
  }

  /** Offers a word that stands at a stream's pins until it is taken. */
  #offer(stream: string): void {
    while (!this.#random.chance(this.calm)) this.step();
    this.sim.poke(`${stream}_valid_i`, 1);
    for (let k = 0; !this.is(`${stream}_ready_o`); k++) {
      if (k === 5000) throw new Error(`${stream} is never ready`);
      this.step();
    }
    this.step();
    this.sim.poke(`${stream}_valid_i`, 0);
  }
}
