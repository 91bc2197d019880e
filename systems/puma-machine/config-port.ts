import type { StimulusBuilder } from '../../verilator-harness/stimulus-builder.js';

/** Clocks that one word may wait: a machine clears its memories before it takes the first. */
const patience = 1_000_000;

/** Sends requests to the configuration port in a stimulus, each with its handshake. Pins that keep their value are not
 *  driven anew. */
export class ConfigPort {
  readonly #stimulus: StimulusBuilder;
  readonly #data = new Uint32Array(2);
  #write = -1;
  #unit = -1;
  #space = -1;

  constructor(stimulus: StimulusBuilder) {
    this.#stimulus = stimulus;
  }

  write(unit: number, space: number, address: number, low: number, high: number): void {
    this.#data[0] = low;
    this.#data[1] = high;
    this.#stimulus.poke('cfg_data_i', this.#data);
    this.#send(1, unit, space, address);
  }

  read(unit: number, space: number, address: number): void {
    this.#send(0, unit, space, address);
  }

  /** Takes the last request back from the pins. */
  rest(): void {
    this.#stimulus.poke('cfg_valid_i', 0);
    this.#write = -1;
  }

  #send(write: number, unit: number, space: number, address: number): void {
    const stimulus = this.#stimulus;
    if (this.#write < 0) stimulus.poke('cfg_valid_i', 1);
    if (write !== this.#write) stimulus.poke('cfg_write_i', write);
    if (unit !== this.#unit) stimulus.poke('cfg_unit_i', unit);
    if (space !== this.#space) stimulus.poke('cfg_space_i', space);
    this.#write = write;
    this.#unit = unit;
    this.#space = space;
    stimulus.poke('cfg_address_i', address).wait('cfg_ready_o', patience).step();
  }
}
