import type { MixedSignalArrayConfig } from '../../../config/mixed-signal-array.js';
import type { Module } from '../../../hdl-dsl/index.js';
import type { BlackBoxModel } from '../../../hdl-dsl/sim/black-box-model.js';
import { Simulator } from '../../../hdl-dsl/sim/simulator.js';
import { cellOf, shapeOf } from './plain-array.js';

/** What one run showed at the pins. */
interface DrivenRun {
  /** Step by step, output by output, bit by bit, as the trace port gave them. */
  readonly codes: readonly bigint[];
  readonly outputs: readonly bigint[];
  /** `ramps_o`, where there is one. */
  readonly ramps?: number;
  /** From the cycle in which start is taken to the first with done. */
  readonly cycles: number;
}

/** An array in the built-in simulator, worked through its pins. */
export class DrivenArray {
  readonly sim: Simulator;
  readonly #config: MixedSignalArrayConfig;
  readonly #outputBits: number;

  constructor(config: MixedSignalArrayConfig, top: Module, macro: BlackBoxModel) {
    this.#config = config;
    this.#outputBits = top.ports.find((port) => port.name === 'out_data')?.type.width ?? 0;
    this.sim = new Simulator(top, { models: { [`${config.name}_xbar`]: macro } });
    this.sim.reset();
  }

  /** @param weights rows x columns */
  program(weights: readonly number[]): void {
    const { rows, columns, weightBits } = this.#config;
    this.sim.poke('prog_valid_i', 1);
    for (let i = 0; i < rows; i++) {
      let data = 0n;
      for (let j = columns - 1; j >= 0; j--)
        data = (data << BigInt(weightBits)) | cellOf(this.#config, weights[i * columns + j] ?? 0);
      this.sim.poke('prog_row_i', i);
      this.sim.poke('prog_data_i', data);
      if (Number(this.sim.peek('prog_ready_o')) !== 1) throw new Error('not ready to be programmed');
      this.sim.step();
    }
    this.sim.poke('prog_valid_i', 0);
  }

  /** Writes the inputs, runs, and reads the results. */
  run(inputs: readonly number[]): DrivenRun {
    const { sim } = this;
    const xnor = this.#config.style === 'xnor-capacitor';
    sim.poke('in_valid_i', 1);
    for (const [row, value] of inputs.entries()) {
      sim.poke('in_row_i', row);
      sim.poke('in_data_i', xnor ? (value + 1) / 2 : value);
      sim.step();
    }
    sim.poke('in_valid_i', 0);
    sim.poke('start_i', 1);
    const codes: bigint[] = [];
    let cycles = 0;
    do {
      this.#watch(codes);
      sim.step();
      sim.poke('start_i', 0);
      if (sim.failedAssertion !== undefined) throw new Error(`assertion ${sim.failedAssertion.name} failed`);
      if (++cycles > 200_000) throw new Error('the run does not end');
    } while (Number(sim.peek('done_o')) === 0);
    const outputs: bigint[] = [];
    for (let j = 0; j < this.#config.columns; j++) {
      sim.poke('out_column_i', j);
      outputs.push(BigInt.asIntN(this.#outputBits, BigInt(sim.peek('out_data_o'))));
    }
    const ramps =
      this.#config.style === 'resistive-ramp' ? { ramps: Number(sim.peek('ramps_o')) } : undefined;
    return { codes, outputs, ...ramps, cycles };
  }

  #watch(codes: bigint[]): void {
    const { adcs, adcBits, columns, style } = this.#config;
    const { codesPerOutput, steps } = shapeOf(this.#config);
    const data = BigInt(this.sim.peek('trace_code_data_o'));
    if (Number(this.sim.peek('trace_code_valid_o')) === 0) {
      if (data !== 0n) throw new Error('trace data without a code');
      return;
    }
    const step = Number(this.sim.peek('trace_code_step_o'));
    const first = Number(this.sim.peek('trace_code_column_o'));
    const expected = codes.length / codesPerOutput;
    if (step !== Math.floor(expected / columns) % steps || first !== expected % columns)
      throw new Error(`codes of step ${step}, column ${first} came ${expected}th`);
    for (let k = 0; k < Math.min(adcs, columns - first) * codesPerOutput; k++) {
      const code = BigInt.asUintN(adcBits, data >> BigInt(k * adcBits));
      codes.push(style === 'xnor-capacitor' ? BigInt.asIntN(adcBits, code) : code);
    }
  }
}
