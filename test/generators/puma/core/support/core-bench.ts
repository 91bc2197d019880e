import { encodeCells } from '../../../../../compiler/cell-image.js';
import { type CoreCounter, coreCounters, trapCauses } from '../../../../../config/puma/encoding.js';
import { machineGeometry, machineMvmuConfig } from '../../../../../config/puma/geometry.js';
import type { PumaMachineConfig } from '../../../../../config/puma-machine.js';
import { PumaCore } from '../../../../../generators/puma/core/index.js';
import { build, type Module } from '../../../../../hdl-dsl/index.js';
import { Simulator } from '../../../../../hdl-dsl/sim/simulator.js';
import { Encoder } from '../../../../sim-models/puma/machine/encode.js';
import { plainCrossbar } from '../../../support/plain-crossbar.js';
import { BlockMemory, type BlockRequest } from './block-memory.js';

export interface Retired {
  readonly cycle: number;
  readonly pc: number;
}
export interface Written {
  readonly cycle: number;
  readonly address: number;
  readonly values: readonly number[];
}

/** Words written to XbarOut. */
export interface Produced {
  readonly cycle: number;
  readonly mvmu: number;
  readonly column: number;
  readonly values: readonly number[];
}

/** What a run of a core showed. Cycle 0 is the first in which it ran. */
export interface CoreRun {
  readonly cycles: number;
  readonly retired: readonly Retired[];
  readonly written: readonly Written[];
  readonly produced: readonly Produced[];
  /** Cycles from the end of one retired instruction to the end of the next; of the first, from cycle 1. */
  readonly durations: readonly number[];
}

const spaces = { control: 0, instructions: 1, registers: 2, xbarIn: 3, cells: 4, flipFlags: 5 };
type Space = keyof typeof spaces;

/** A core in the built-in simulator, worked through its configuration port, with a memory model at its memory port. */
export class CoreBench {
  readonly sim: Simulator;
  readonly memory: BlockMemory;
  readonly encoder: Encoder;
  readonly config: PumaMachineConfig;
  /** What the memory gives in this cycle. */
  #words: readonly number[] | undefined;
  #told: readonly number[] | undefined;

  /** @param number the core's number
   *  @param top the core, if it is not to be built from the configuration */
  constructor(config: PumaMachineConfig, number = 0, top: Module = build(PumaCore, config)) {
    this.config = config;
    this.encoder = new Encoder(config);
    this.memory = new BlockMemory(config.memory.words);
    const mvmu = machineMvmuConfig(config);
    this.sim = new Simulator(top, {
      models: { [`${mvmu.name}_xbar`]: plainCrossbar(mvmu) },
    });
    this.sim.poke('number_i', number);
    this.sim.poke('cfg_read_ready_i', 1);
    this.reset();
  }

  /** Resets, and waits for the end of the clearing sweep. */
  reset(): void {
    this.sim.reset();
    this.#until(() => this.bit('cleared_o') === 1);
  }

  bit(pin: string): number {
    return Number(this.sim.peek(pin));
  }

  write(space: Space, address: number, data: number | bigint): void {
    this.#request(1, space, address, BigInt.asUintN(64, BigInt(data)));
    this.step();
    this.sim.poke('cfg_valid_i', 0);
  }

  read(space: Space, address: number): bigint {
    this.#request(0, space, address, 0n);
    this.step();
    this.sim.poke('cfg_valid_i', 0);
    this.#until(() => this.bit('cfg_read_valid_o') === 1);
    const data = BigInt(this.sim.peek('cfg_read_data_o'));
    this.step();
    return data;
  }

  /** A signed register word. */
  register(address: number): number {
    return Number(BigInt.asIntN(16, this.read('registers', address)));
  }

  registers(address: number, count: number): number[] {
    return Array.from({ length: count }, (_, i) => this.register(address + i));
  }

  setRegisters(address: number, values: readonly number[]): void {
    for (const [i, value] of values.entries()) this.write('registers', address + i, value);
  }

  get counters(): Record<CoreCounter, number> {
    return Object.fromEntries(
      coreCounters.map((name, k) => [name, Number(this.read('control', 16 + k))]),
    ) as Record<CoreCounter, number>;
  }

  get status() {
    const word = this.read('control', 0);
    const bits = (lsb: number, n: number) => Number(BigInt.asUintN(n, word >> BigInt(lsb)));
    return {
      running: bits(0, 1),
      halted: bits(1, 1),
      trapped: bits(2, 1),
      cause: trapCauses[bits(4, 4)],
      matrixRunning: bits(8, this.config.mvmus),
      waits: bits(16, 3),
    };
  }

  get pc(): number {
    return Number(this.read('control', 1));
  }

  /** Sticky flags: 1 overflow, 2 divide, 4 domain. */
  get flags(): number {
    return Number(this.read('control', 2));
  }

  load(words: readonly bigint[], at = 0): void {
    for (const [i, word] of words.entries()) this.write('instructions', at + i, word);
  }

  /** Writes the cells of an MVMU, and its flip flags where it has some.
   *  @param weights [inputs][outputs], row-major */
  program(mvmu: number, weights: readonly number[]): void {
    const image = encodeCells(machineMvmuConfig(this.config), Int32Array.from(weights));
    const address = (slice: number, row: number, chunk: number) =>
      (mvmu << 20) | (slice << 16) | (row << 6) | chunk;
    for (const [s, { rows, flags }] of image.slices.entries()) {
      for (const [row, data] of rows.entries())
        for (const [c, chunk] of chunks(data).entries()) this.write('cells', address(s, row, c), chunk);
      if (flags !== undefined)
        for (const [c, chunk] of chunks(flags).entries()) this.write('flipFlags', address(s, 0, c), chunk);
    }
    this.step();
  }

  /** Loads a program and runs it from address 0 until the core stands still. */
  execute(words: readonly bigint[], limit = 20_000): CoreRun {
    this.load(words);
    this.write('control', 1, 0);
    return this.run(limit);
  }

  /** Runs until the core stands still. @param each is called in every cycle */
  run(limit = 20_000, each?: (cycle: number) => void): CoreRun {
    this.sim.poke('run_i', 1);
    this.step();
    this.sim.poke('run_i', 0);
    return this.follow(limit, each);
  }

  /** Follows a core that was started in the cycle before. */
  follow(limit = 20_000, each?: (cycle: number) => void): CoreRun {
    const retired: Retired[] = [];
    const written: Written[] = [];
    const produced: Produced[] = [];
    let cycle = 0;
    for (; this.bit('running_o') === 1; cycle++) {
      if (cycle === limit) throw new Error('the core does not stop');
      each?.(cycle);
      this.#serve();
      if (this.bit('trace_write_valid_o') === 1) {
        const count = this.bit('trace_write_count_o');
        const words = this.#words16('trace_write_data_o', this.config.lanes);
        if (words.slice(count).some((word) => word !== 0))
          throw new Error('the trace is not 0 behind a vector');
        const values = words.slice(0, count);
        written.push({ cycle, address: this.bit('trace_write_address_o'), values });
      }
      if (this.bit('trace_retire_valid_o') === 1) retired.push({ cycle, pc: this.bit('trace_retire_pc_o') });
      for (let k = 0; k < this.config.mvmus; k++) {
        if (this.bit(`trace_out${k}_valid_o`) === 0) continue;
        const values = this.#words16(`trace_out${k}_data_o`, this.config.mvmu.adcs);
        produced.push({ cycle, mvmu: k, column: this.bit(`trace_out${k}_column_o`), values });
      }
      this.#tick();
    }
    const durations = retired.map(({ cycle: end }, i) => end - (retired[i - 1]?.cycle ?? 1));
    return { cycles: cycle, retired, written, produced, durations };
  }

  /** One clock edge. */
  step(): void {
    this.#serve();
    this.#tick();
  }

  #words16(pin: string, count: number): number[] {
    const data = BigInt(this.sim.peek(pin));
    return Array.from({ length: count }, (_, i) => Number(BigInt.asIntN(16, data >> BigInt(16 * i))));
  }

  #tick(): void {
    this.sim.step();
    const { failedAssertion } = this.sim;
    if (failedAssertion !== undefined)
      throw new Error(`assertion ${failedAssertion.name} of ${failedAssertion.unit} failed`);
  }

  /** Lets the memory answer in this cycle. */
  #serve(): void {
    const { sim } = this;
    if (this.#words !== this.#told) {
      sim.poke('mem_resp_valid_i', this.#words === undefined ? 0 : 1);
      // What a memory says beside its answers means nothing.
      sim.poke('mem_resp_data_i', packed(this.#words ?? new Array<number>(16).fill(-21846)));
      this.#told = this.#words;
    }
    const answer = this.memory.cycle(this.bit('mem_req_valid_o') === 1 ? this.#asked() : undefined);
    sim.poke('mem_req_ready_i', answer === undefined ? 0 : 1);
    this.#words = answer?.words;
  }

  #asked(): BlockRequest {
    return {
      write: this.bit('mem_req_write_o') === 1,
      address: this.bit('mem_req_address_o'),
      width: this.bit('mem_req_width_o') + 1,
      count: this.bit('mem_req_count_o'),
      words: this.#words16('mem_req_data_o', 16),
    };
  }

  #request(write: number, space: Space, address: number, data: bigint): void {
    this.sim.poke('cfg_valid_i', 1);
    this.sim.poke('cfg_write_i', write);
    this.sim.poke('cfg_space_i', spaces[space]);
    this.sim.poke('cfg_address_i', address);
    this.sim.poke('cfg_data_i', data);
    this.#until(() => this.bit('cfg_ready_o') === 1);
  }

  #until(holds: () => boolean): void {
    for (let n = 0; !holds(); n++) {
      if (n === 10_000) throw new Error('waited in vain');
      this.step();
    }
  }

  /** First general register. */
  get general(): number {
    return machineGeometry(this.config).generalBase;
  }
}

/** 64 bits at a time, the low ones first. */
function chunks(words: Uint32Array): bigint[] {
  return Array.from(
    { length: Math.ceil(words.length / 2) },
    (_, c) => BigInt(words[2 * c] ?? 0) | (BigInt(words[2 * c + 1] ?? 0) << 32n),
  );
}

function packed(words: readonly number[]): bigint {
  return words.reduceRight((all, word) => (all << 16n) | BigInt.asUintN(16, BigInt(word)), 0n);
}
