import { machineMvmuConfig } from '../../../../../config/puma/geometry.js';
import type { PumaMachineConfig } from '../../../../../config/puma-machine.js';
import { generateMachine } from '../../../../../generators/puma/machine.js';
import type { BlackBoxModel } from '../../../../../hdl-dsl/sim/black-box-model.js';
import { Simulator } from '../../../../../hdl-dsl/sim/simulator.js';

/** `unit` of the tile. */
export const tile = 255;

/** A crossbar that nobody uses. */
const idle: BlackBoxModel = {
  create: () => ({ reset: () => ({ code_o: 0n, done_o: 0 }), clock: () => ({}) }),
};

/** Drives the pins of a machine. */
export class MachineDriver {
  readonly sim: Simulator;
  /** Cycles since reset. */
  cycle = 0;

  constructor(config: PumaMachineConfig, stalls = false) {
    const { top } = generateMachine(config, { stalls });
    this.sim = new Simulator(top, { models: { [`${machineMvmuConfig(config).name}_xbar`]: idle } });
    this.reset();
  }

  reset(): void {
    this.sim.reset();
    this.cycle = 0;
    this.sim.poke('cfg_read_ready_i', 1);
  }

  is(pin: string): boolean {
    return this.sim.peek(pin) === 1;
  }

  step(cycles = 1): void {
    for (let k = 0; k < cycles; k++) {
      this.sim.step();
      this.cycle++;
      const failed = this.sim.failedAssertion;
      if (failed) throw new Error(`assertion ${failed.name} of ${failed.unit} failed`);
    }
  }

  /** Steps until a pin is 1. @returns cycles */
  until(pin: string, limit = 5000): number {
    for (let k = 0; k < limit; k++) {
      if (this.is(pin)) return k;
      this.step();
    }
    throw new Error(`${pin} stays 0`);
  }

  write(unit: number, space: number, address: number, data: bigint | number): void {
    this.#request({ write: 1, unit, space, address, data: BigInt(data) });
  }

  read(unit: number, space: number, address: number): bigint {
    this.ask(unit, space, address);
    this.until('cfg_read_valid_o');
    const data = BigInt(this.sim.peek('cfg_read_data_o'));
    this.step();
    return data;
  }

  /** A read whose answer is left standing. */
  ask(unit: number, space: number, address: number): void {
    this.#request({ write: 0, unit, space, address, data: 0n });
  }

  /** Starts every unit. The next cycle is cycle 0. */
  run(): void {
    this.write(tile, 0, 0, 1);
  }

  #request(fields: Record<string, number | bigint>): void {
    for (const [name, value] of Object.entries(fields)) this.sim.poke(`cfg_${name}_i`, value);
    this.sim.poke('cfg_valid_i', 1);
    this.until('cfg_ready_o');
    this.step();
    this.sim.poke('cfg_valid_i', 0);
  }
}
