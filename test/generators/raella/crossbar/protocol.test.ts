import { describe, expect, it } from 'vitest';
import { crossbarImage } from '../../../../compiler/raella/crossbar-image.js';
import type { RaellaCrossbarConfig } from '../../../../config/raella-crossbar.js';
import { generateRaellaCrossbar, raellaCyclesPerRun } from '../../../../generators/raella/crossbar/index.js';
import { Simulator } from '../../../../hdl-dsl/sim/simulator.js';
import type { RaellaLayer } from '../../../../sim-models/raella/index.js';
import { crossbarTwin } from '../../../../systems/twins/crossbar-twin.js';

const config: RaellaCrossbarConfig = {
  ...{ system: 'raella-crossbar', name: 'unit', rows: 4, columns: 7, cellBits: 4, dacBits: 4 },
  ...{ adcs: 2, adcBits: 12, speculation: [4, 4] },
};

/** Small offsets: nothing is clipped, so that y is the product. Codes are those of weights and 100. */
const weights = [1, -2, 3, 4, 5, -6, 7, 8];
const layer: RaellaLayer = {
  ...{ slicing: [4, 2, 2], speculate: true, signedInputs: false },
  codes: Uint8Array.from(weights, (w) => w + 100),
  centres: Uint8Array.of(98, 103),
  zeroCodes: Uint8Array.of(100, 100),
};

const product = (inputs: readonly number[]) =>
  [0, 1].map((p) => inputs.reduce((sum, x, i) => sum + x * weights[2 * i + p]!, 0));

/** A crossbar in the built-in simulator, worked through its pins. */
class Crossbar {
  readonly sim = new Simulator(generateRaellaCrossbar(config, layer).top, {
    models: { unit_xbar: crossbarTwin(config) },
  });

  constructor() {
    this.sim.reset();
  }

  load(wanted: RaellaLayer): void {
    const { cells, kinds, indices, data } = crossbarImage(config, wanted);
    for (const [row, words] of cells.slices[0]!.rows.entries())
      this.send('prog', { row, data: words.reduceRight((all, word) => (all << 32n) | BigInt(word), 0n) });
    for (const [k, kind] of kinds.entries()) this.send('layer', { kind, index: indices[k]!, data: data[k]! });
  }

  send(stream: string, pins: Readonly<Record<string, number | bigint>>): void {
    for (const [pin, value] of Object.entries({ valid: 1, ...pins }))
      this.sim.poke(`${stream}_${pin}_i`, value);
    this.sim.step();
    this.sim.poke(`${stream}_valid_i`, 0);
  }

  write(row: number, x: number): void {
    this.send('in', { row, data: x & 0x1ff });
  }

  /** Starts and waits. @returns cycles from the start to done */
  run(): number {
    this.sim.poke('start_i', 1);
    for (let cycles = 1; ; cycles++) {
      this.sim.step();
      this.sim.poke('start_i', 0);
      if (this.pin('done_o') === 1) return cycles;
      if (cycles > 500) throw new Error('the run does not end');
    }
  }

  pin(name: string): number {
    return Number(this.sim.peek(name));
  }

  outputs(): number[] {
    return [0, 1].map((p) => {
      this.sim.poke('out_filter_i', p);
      return Number(BigInt.asIntN(32, BigInt(this.sim.peek('out_data_o'))));
    });
  }
}

function loaded(inputs: readonly number[]): Crossbar {
  const crossbar = new Crossbar();
  crossbar.load(layer);
  for (const [row, x] of inputs.entries()) crossbar.write(row, x);
  return crossbar;
}

describe('protocol of the crossbar of RAELLA', () => {
  it('is idle after reset, not done, and ready on all streams', () => {
    const { sim } = new Crossbar();
    const pins = ['busy_o', 'done_o', 'prog_ready_o', 'layer_ready_o', 'in_ready_o'];
    expect(pins.map((pin) => Number(sim.peek(pin)))).toEqual([0, 0, 1, 1, 1]);
  });

  it('takes passes x steps x groups + 5 cycles', () => {
    const crossbar = loaded([1, 2, 3, 4]);
    for (const [settings, steps] of [
      [{ speculate: true, signedInputs: false }, 10],
      [{ speculate: true, signedInputs: true }, 20],
      [{ speculate: false, signedInputs: false }, 8],
      [{ speculate: false, signedInputs: true }, 16],
    ] as const) {
      crossbar.load({ ...layer, ...settings });
      const cycles = crossbar.run();
      expect(cycles).toBe(steps * 4 + 5);
      expect(cycles).toBe(raellaCyclesPerRun(config, settings));
      expect(crossbar.outputs()).toEqual(product([1, 2, 3, 4]));
    }
    const paper = { ...config, rows: 512, columns: 512, adcs: 4, adcBits: 7, speculation: [4, 2, 2] };
    expect(raellaCyclesPerRun(paper, layer)).toBe(1413);
  });

  it('keeps inputs from run to run, and X with them', () => {
    const crossbar = loaded([200, 0, 255, 17]);
    crossbar.run();
    expect(crossbar.outputs()).toEqual(product([200, 0, 255, 17]));
    crossbar.write(2, 9);
    crossbar.write(2, 30);
    crossbar.run();
    expect(crossbar.outputs()).toEqual(product([200, 0, 30, 17]));
  });

  it('counts an input that is written in the cycle of the start', () => {
    const crossbar = loaded([1, 2, 3, 4]);
    for (const [pin, value] of Object.entries({ in_valid_i: 1, in_row_i: 1, in_data_i: 77, start_i: 1 }))
      crossbar.sim.poke(pin, value);
    crossbar.sim.step();
    for (const pin of ['in_valid_i', 'start_i']) crossbar.sim.poke(pin, 0);
    while (crossbar.pin('done_o') === 0) crossbar.sim.step();
    expect(crossbar.outputs()).toEqual(product([1, 77, 3, 4]));
  });

  it('holds its results while the next inputs come', () => {
    const crossbar = loaded([1, 2, 3, 4]);
    crossbar.run();
    for (const row of [0, 1, 2, 3]) crossbar.write(row, 50 + row);
    expect(crossbar.outputs()).toEqual(product([1, 2, 3, 4]));
    crossbar.run();
    expect(crossbar.outputs()).toEqual(product([50, 51, 52, 53]));
  });

  it('takes neither cells, settings, inputs, a clear nor a start while busy', () => {
    const crossbar = loaded([1, 2, 3, 4]);
    const { sim } = crossbar;
    sim.poke('start_i', 1);
    sim.step();
    const ready = ['prog_ready_o', 'layer_ready_o', 'in_ready_o'];
    expect(ready.map((pin) => Number(sim.peek(pin)))).toEqual([0, 0, 0]);
    for (const pin of ['prog_valid_i', 'layer_valid_i', 'in_valid_i', 'clear_i']) sim.poke(pin, 1);
    for (let cycle = 0; cycle < 10; cycle++) sim.step();
    for (const pin of ['prog_valid_i', 'layer_valid_i', 'in_valid_i', 'clear_i', 'start_i']) sim.poke(pin, 0);
    while (crossbar.pin('done_o') === 0) sim.step();
    expect(crossbar.outputs()).toEqual(product([1, 2, 3, 4]));
    expect(crossbar.run()).toBe(45);
    expect(crossbar.outputs()).toEqual(product([1, 2, 3, 4]));
  });

  it('forgets its inputs at a clear, also one that is written in that cycle, and at a reset', () => {
    const crossbar = loaded([1, 2, 3, 4]);
    crossbar.sim.poke('clear_i', 1);
    crossbar.write(3, 99);
    crossbar.sim.poke('clear_i', 0);
    crossbar.write(0, 5);
    crossbar.run();
    expect(crossbar.outputs()).toEqual(product([5, 0, 0, 0]));
    crossbar.sim.reset();
    expect(crossbar.pin('done_o')).toBe(0);
    crossbar.load(layer);
    crossbar.write(1, 7);
    crossbar.run();
    expect(crossbar.outputs()).toEqual(product([0, 7, 0, 0]));
  });

  it('takes another layer without a reset', () => {
    const crossbar = loaded([1, 2, 3, 4]);
    crossbar.run();
    crossbar.load({ ...layer, slicing: [2, 3, 3], centres: Uint8Array.of(255, 0), signedInputs: true });
    crossbar.write(0, -128);
    crossbar.write(3, 127);
    crossbar.run();
    expect(crossbar.outputs()).toEqual(product([-128, 2, 3, 127]));
  });
});
