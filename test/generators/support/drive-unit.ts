import type { CellImage } from '../../../compiler/cell-image.js';
import type { PumaMvmuConfig } from '../../../config/puma-mvmu.js';
import type { SignedArrayConfig } from '../../../config/signed-array.js';
import type { GeneratedUnit } from '../../../generators/generated-unit.js';
import { Simulator } from '../../../hdl-dsl/sim/simulator.js';
import { plainCrossbar } from './plain-crossbar.js';

export interface DrivenEvent {
  readonly step: number;
  readonly column: number;
  readonly slice: number;
  readonly value: bigint;
}

/** What one run of the unit showed at its pins. */
export interface DrivenRun {
  readonly codes: readonly DrivenEvent[];
  readonly sums: readonly DrivenEvent[];
  readonly outputs: readonly bigint[];
  readonly saturated: readonly boolean[];
  /** From the cycle in which start is taken to the first with done. */
  readonly cycles: number;
}

/** A generated unit in the built-in simulator, with macros of plain integer arithmetic, worked through its pins. */
export class DrivenUnit {
  readonly sim: Simulator;
  readonly #config: PumaMvmuConfig | SignedArrayConfig;
  readonly #unit: GeneratedUnit;
  readonly #slices: number;

  constructor(
    config: PumaMvmuConfig | SignedArrayConfig,
    unit: GeneratedUnit,
    slices: number,
    disturb?: (code: bigint) => bigint,
  ) {
    this.#config = config;
    this.#unit = unit;
    this.#slices = slices;
    this.sim = new Simulator(unit.top, {
      models: { [`${config.name}_xbar`]: plainCrossbar(config, disturb) },
    });
    this.sim.reset();
  }

  program(image: CellImage): void {
    this.sim.poke('prog_valid_i', 1);
    for (const [s, slice] of image.slices.entries()) {
      if (this.#config.system === 'puma-mvmu') this.sim.poke('prog_slice_i', s);
      for (const [row, data] of slice.rows.entries()) this.#program(row, 0, data);
      if (slice.flags !== undefined) this.#program(0, 1, slice.flags);
    }
    this.sim.poke('prog_valid_i', 0);
  }

  #program(row: number, flags: number, data: Uint32Array): void {
    this.sim.poke('prog_row_i', row);
    if (this.#config.system === 'puma-mvmu') this.sim.poke('prog_flags_i', flags);
    const value = data.reduceRight((all, word) => (all << 32n) | BigInt(word), 0n);
    this.sim.poke('prog_data_i', value);
    if (BigInt(this.sim.peek('prog_ready_o')) !== 1n) throw new Error('not ready to be programmed');
    this.sim.step();
  }

  /** Writes the inputs, runs, and reads the results. */
  run(inputs: readonly number[]): DrivenRun {
    const { sim } = this;
    const mask = (1n << BigInt(this.#inputBits())) - 1n;
    sim.poke('in_valid_i', 1);
    for (const [row, value] of inputs.entries()) {
      sim.poke('in_row_i', row);
      sim.poke('in_data_i', BigInt(value) & mask);
      sim.step();
    }
    sim.poke('in_valid_i', 0);
    sim.poke('start_i', 1);
    const codes: DrivenEvent[] = [];
    const sums: DrivenEvent[] = [];
    let cycles = 0;
    do {
      this.#watch(codes, sums);
      sim.step();
      sim.poke('start_i', 0);
      if (sim.failedAssertion !== undefined) throw new Error(`assertion ${sim.failedAssertion.name} failed`);
      if (++cycles > 20_000) throw new Error('the run does not end');
    } while (this.#bit('done_o') === 0);
    const outputs: bigint[] = [];
    const saturated: boolean[] = [];
    for (let j = 0; j < this.#config.columns; j++) {
      sim.poke('out_column_i', j);
      outputs.push(BigInt.asIntN(this.#outputBits(), BigInt(sim.peek('out_data_o'))));
      if (this.#config.system === 'signed-array') saturated.push(this.#bit('out_saturated_o') === 1);
    }
    return { codes, sums, outputs, saturated, cycles };
  }

  #watch(codes: DrivenEvent[], sums: DrivenEvent[]): void {
    const { adcs, adcBits, columns } = this.#config;
    const signed = this.#config.system === 'signed-array' || this.#config.encoding === 'differential';
    const collect = (
      kind: 'code' | 'sum',
      into: DrivenEvent[],
      width: number,
      slices: number,
      negative: boolean,
    ) => {
      if (this.#bit(`trace_${kind}_valid_o`) === 0) return;
      const step = this.#bit(`trace_${kind}_step_o`);
      const first = this.#bit(`trace_${kind}_column_o`);
      const data = BigInt(this.sim.peek(`trace_${kind}_data_o`));
      for (let a = 0; a < adcs && first + a < columns; a++)
        for (let slice = 0; slice < slices; slice++) {
          const raw = BigInt.asUintN(width, data >> BigInt((a * slices + slice) * width));
          into.push({ step, column: first + a, slice, value: negative ? BigInt.asIntN(width, raw) : raw });
        }
    };
    collect('code', codes, adcBits, this.#slices, signed);
    if (this.#config.system === 'puma-mvmu') collect('sum', sums, this.#unit.sumBits, 1, true);
  }

  #bit(pin: string): number {
    return Number(this.sim.peek(pin));
  }

  #inputBits(): number {
    return this.#config.system === 'puma-mvmu' ? this.#config.inputBits : this.#config.dacBits;
  }

  #outputBits(): number {
    return this.#config.system === 'puma-mvmu' ? this.#config.output.bits : this.#config.adcBits;
  }
}
