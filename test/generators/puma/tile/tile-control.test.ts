import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../../config/index.js';
import type { PumaTileConfig } from '../../../../config/puma-machine.js';
import { TileControl } from '../../../../generators/puma/tile/tile-control.js';
import { build, type Module, type Statement } from '../../../../hdl-dsl/index.js';
import { Simulator } from '../../../../hdl-dsl/sim/simulator.js';
import { Random } from '../../../hdl-dsl/print/support/random.js';
import { stuckAt, withFault } from '../../support/fault.js';
import {
  type ControlInputs,
  ControlModel,
  type ControlOutputs,
  type Packet,
  type TileWord,
  tileWord,
} from './support/control-model.js';

const sizes = { words: 128, countBits: 3, fifos: 5, instructions: 16 };
const preset = loadConfig('puma-tile-small').config as PumaTileConfig;
const config: PumaTileConfig = {
  ...preset,
  name: 't',
  memory: { ...preset.memory, words: sizes.words, countBits: sizes.countBits },
  tile: { instructions: sizes.instructions, fifos: sizes.fifos, fifoDepth: 2 },
};
const top = build(TileControl, config);

/** The unit's pins. */
class Unit {
  readonly sim: Simulator;

  constructor(module: Module) {
    this.sim = new Simulator(module);
    this.sim.reset();
    for (let k = 0; this.sim.peek('cleared_o') === 0; k++) {
      expect(k).toBeLessThan(sizes.instructions);
      this.step();
    }
  }

  load(program: readonly bigint[]): void {
    for (let address = 0; address < sizes.instructions; address++)
      this.pulse('commands_program_write_i', {
        commands_program_address_i: address,
        commands_program_data_i: program[address] ?? 0n,
      });
  }

  /** One cycle with a pin at 1, and others as told. */
  pulse(pin: string, others: Record<string, number | bigint> = {}): void {
    for (const [name, value] of Object.entries(others)) this.sim.poke(name, value);
    this.sim.poke(pin, 1);
    this.step();
    this.sim.poke(pin, 0);
  }

  step(): void {
    this.sim.step();
    if (this.sim.failedAssertion) throw new Error(`assertion ${this.sim.failedAssertion.name} failed`);
  }

  drive({ done, words, taken, head }: ControlInputs, isWords: boolean): void {
    const { sim } = this;
    sim.poke('mem_req_ready_i', done ? 1 : 0);
    sim.poke('mem_resp_valid_i', isWords ? 1 : 0);
    sim.poke('mem_resp_data_i', words);
    sim.poke('net_ready_i', taken ? 1 : 0);
    sim.poke('head_valid_i', head ? 1 : 0);
    sim.poke('head_width_i', (head?.width ?? 1) - 1);
    sim.poke('head_data_i', head?.data ?? 0n);
  }

  get outputs(): ControlOutputs {
    const n = (pin: string) => Number(this.sim.peek(pin));
    const is = (pin: string) => this.sim.peek(pin) === 1;
    const end = is('status_halted_o') ? 'halted' : is('status_trapped_o') ? 'trapped' : 'none';
    const result: { -readonly [K in keyof ControlOutputs]: ControlOutputs[K] } = {
      running: is('status_running_o'),
      end,
      cause: end === 'trapped' ? n('status_cause_o') : 0,
      pop: is('head_ready_o'),
    };
    if (is('mem_req_valid_o')) {
      const write = is('mem_req_write_o');
      result.block = { write, address: n('mem_req_address_o'), width: n('mem_req_width_o') + 1 };
      if (write) {
        const written = { count: n('mem_req_count_o'), data: BigInt(this.sim.peek('mem_req_data_o')) };
        result.block = { ...result.block, ...written };
      }
    }
    if (is('net_valid_o')) {
      const data = BigInt(this.sim.peek('net_data_o'));
      result.packet = { target: n('net_target_o'), fifo: n('net_fifo_o'), width: n('net_width_o') + 1, data };
    }
    return result;
  }
}

/** Runs a program in unit and model, with a memory and a network that take their time, until both have ended.
 *  @param slow chance that something takes another cycle
 *  @returns cycles, how it ended, and blocks moved */
function run(unit: Unit, program: readonly bigint[], random: Random, slow: number) {
  unit.load(program);
  unit.pulse('commands_write_pc_i', { commands_new_pc_i: 0 });
  unit.pulse('run_i');
  const model = new ControlModel(program, sizes);
  let head: Packet | undefined;
  let [stood, awaits, blocks] = [false, false, 0];
  for (let cycle = 0; cycle < 5000; cycle++) {
    if (model.fifo !== undefined && !head && !random.chance(slow)) {
      const wanted = decodedWidth(program[model.pc]);
      head = { width: random.chance(0.02) ? 1 + random.below(16) : wanted, data: random.bits(256) };
    }
    const stands = model.stands(head);
    const inputs: ControlInputs = {
      // The memory needs a cycle to look a block up.
      done: stands && stood && !random.chance(slow),
      words: awaits ? random.bits(256) : 0n,
      taken: !random.chance(slow),
      head,
    };
    unit.drive(inputs, awaits);
    const expected = model.outputs(inputs);
    expect({ cycle, ...unit.outputs }).toEqual({ cycle, ...expected });
    if (model.fifo !== undefined) expect(Number(unit.sim.peek('fifo_o'))).toBe(model.fifo);
    expect(Number(unit.sim.peek('status_pc_o'))).toBe(model.pc);
    if (!expected.running) return { cycles: cycle, end: expected.end, cause: expected.cause, blocks };
    if (inputs.done) blocks++;
    awaits = inputs.done && expected.block?.write === false;
    stood = stands && !inputs.done;
    if (expected.pop) head = undefined;
    unit.step();
    model.tick(inputs);
  }
  throw new Error('the program does not end');
}

const decodedWidth = (word = 0n): number => Number((word >> 10n) & 15n) + 1;

function randomWord(random: Random): TileWord {
  const width = 1 + random.below(16);
  const blocks = 1 + random.below(4);
  const send = random.chance(0.5);
  return {
    kind: send ? 'send' : 'receive',
    address: random.below(sizes.words - width * blocks + 1),
    fifo: send ? random.below(256) : random.below(sizes.fifos),
    other: send ? random.below(65536) : random.below(8),
    width,
    blocks,
  };
}

const halt = 3n << 54n;

describe('tile control unit', () => {
  it('is the unit of the page in every cycle, with memory and network at any speed', () => {
    const unit = new Unit(top);
    const ends = new Map<string, number>();
    for (let seed = 0; seed < 120; seed++) {
      const random = new Random(seed);
      const length = random.pick([1, 3, 8, 15, 16]);
      const program = Array.from({ length }, () => tileWord(randomWord(random)));
      if (length < 16) program.push(halt);
      // At its end, or anywhere, something that is no instruction.
      if (random.chance(0.3)) program[random.below(program.length)] = random.bits(56);
      const { end, cause } = run(unit, program, random, random.pick([0, 0.2, 0.8]));
      ends.set(`${end} ${cause}`, (ends.get(`${end} ${cause}`) ?? 0) + 1);
    }
    for (const end of ['halted 0', 'trapped 1', 'trapped 2', 'trapped 4', 'trapped 6'])
      expect(ends.get(end), end).toBeGreaterThan(1);
  });

  it('takes the cycles of the page', () => {
    const unit = new Unit(top);
    const cycles = (words: readonly TileWord[]) =>
      run(unit, [...words.map(tileWord), halt], new Random(1), 0).cycles;
    const send: TileWord = { kind: 'send', address: 0, fifo: 9, other: 77, width: 16, blocks: 1 };
    const receive: TileWord = { kind: 'receive', address: 3, fifo: 4, other: 7, width: 5, blocks: 1 };
    // Two cycles before the first instruction, one for halt.
    expect(cycles([])).toBe(3);
    expect(cycles([send])).toBe(3 + 3);
    expect(cycles([{ ...send, blocks: 4 }])).toBe(3 + 4 * 3);
    expect(cycles([{ ...receive, blocks: 4 }])).toBe(3 + 4 * 2);
    expect(cycles([receive, send, receive])).toBe(3 + 2 + 3 + 2);
  });

  it('takes every word that differs from an instruction in one bit for what it is', () => {
    const unit = new Unit(top);
    const send: TileWord = { kind: 'send', address: 5, fifo: 3, other: 7, width: 3, blocks: 2 };
    const ends = new Set<string>();
    for (const word of [tileWord(send), tileWord({ ...send, kind: 'receive' }), halt])
      for (let bit = 0n; bit < 56n; bit++) {
        const { end, cause } = run(unit, [word ^ (1n << bit), halt], new Random(3), 0.1);
        ends.add(`${end} ${cause}`);
      }
    expect([...ends].sort()).toEqual(['halted 0', 'trapped 1', 'trapped 4']);
  });

  it('steps, halts after the instruction under way, and goes on', () => {
    const unit = new Unit(top);
    const word = tileWord({ kind: 'receive', address: 0, fifo: 0, other: 1, width: 1, blocks: 1 });
    unit.load([word, word, word, halt]);
    const blocks = (cycles: number, haltAt = -1): number => {
      let done = 0;
      for (let cycle = 0; cycle < cycles; cycle++) {
        const valid = unit.sim.peek('mem_req_valid_o') === 1;
        unit.drive({ done: valid, words: 0n, taken: false, head: { width: 1, data: 1n } }, false);
        unit.sim.poke('halt_i', cycle === haltAt ? 1 : 0);
        if (unit.sim.peek('head_ready_o') === 1) done++;
        unit.step();
      }
      return done;
    };
    const state = () => ({
      pc: unit.sim.peek('status_pc_o'),
      running: unit.sim.peek('status_running_o'),
      halted: unit.sim.peek('status_halted_o'),
    });
    unit.pulse('commands_step_i');
    expect(blocks(10)).toBe(1);
    expect(state()).toEqual({ pc: 1, running: 0, halted: 0 });
    unit.pulse('run_i');
    expect(blocks(10, 2)).toBe(1);
    expect(state()).toEqual({ pc: 2, running: 0, halted: 0 });
    unit.pulse('run_i');
    expect(blocks(10)).toBe(1);
    expect(state()).toEqual({ pc: 3, running: 0, halted: 1 });
    // It stands at its halt, and does it again.
    unit.pulse('run_i');
    expect(blocks(2)).toBe(0);
    expect(state()).toEqual({ pc: 3, running: 1, halted: 0 });
    blocks(1);
    expect(state()).toEqual({ pc: 3, running: 0, halted: 1 });
  });

  type Assignment = Statement & { kind: 'assign' };
  const stuck = (name: string, value: bigint) => (a: Assignment) =>
    a.target.name === name ? stuckAt(a, value) : a;
  it.each<[string, (a: Assignment) => Statement | undefined]>([
    ['a packet of another width is taken', stuck('wrong_width', 0n)],
    ['any address is inside', stuck('is_outside', 0n)],
    ['any word is an instruction', stuck('is_invalid', 0n)],
    ['a program has no end', stuck('is_past_end', 0n)],
    ['blocks are written one above the other', (a) => (a.target.name === 'address' ? undefined : a)],
    ['a packet that was not taken is lost', (a) => (a.target.name === 'held' ? undefined : a)],
  ])('and the comparison notices a fault: %s', (_, change) => {
    expect(() => {
      const unit = new Unit(withFault(top, 't_tile_control', change));
      for (let seed = 0; seed < 60; seed++) {
        const random = new Random(seed);
        const program = Array.from({ length: 16 }, () => tileWord(randomWord(random)));
        if (seed % 3 === 1) program[0] = random.bits(56);
        if (seed % 3 === 2) program[0] = tileWord({ ...randomWord(random), address: sizes.words });
        run(unit, program, random, 0.3);
      }
    }).toThrow();
  });
});
