import { beforeAll, describe, expect, it } from 'vitest';
import { assembleText } from '../../../../compiler/puma/index.js';
import { loadConfig } from '../../../../config/index.js';
import type { PumaMachineConfig } from '../../../../config/puma-machine.js';
import { Random } from '../../../hdl-dsl/print/support/random.js';
import { MachineDriver, tile } from './support/machine-driver.js';

const small = {
  dimension: 4,
  mvmus: 1,
  lanes: 1,
  registers: 16,
  instructions: 20,
  mvmu: { weightBits: 2, adcBits: 4, cellBits: 2 },
  memory: { words: 64, countBits: 3 },
  watchdog: 1000,
};
const config = loadConfig({
  system: 'puma-tile',
  name: 'tiny',
  cores: 2,
  ...small,
  tile: { instructions: 24, fifos: 3, fifoDepth: 2 },
}).config as PumaMachineConfig;
const space = { control: 0, instructions: 1, memory: 2 };
const control = { command: 0, pc: 1, flags: 2, wanted: 4, cycles: 16 };

const valid = 1n << 16n;
const word = (value: number, count = 0): bigint => BigInt(value) | valid | (BigInt(count) << 17n);

let machine: MachineDriver;
beforeAll(() => {
  machine = new MachineDriver(config);
});

/** The machine after reset, with programs; the cores' end at once where they are not told. */
function start(text: string, on = machine): MachineDriver {
  on.reset();
  const { image } = assembleText(text, config, { file: 'test.s' });
  for (const [c, core] of image.cores.entries())
    for (const [address, instruction] of core.words.entries())
      on.write(c, space.instructions, address, instruction);
  for (const [address, instruction] of (image.tile?.words ?? []).entries())
    on.write(tile, space.instructions, address, instruction);
  return on;
}

/** Gives a packet to the network port. @returns whether it was taken at once */
function give(on: MachineDriver, fifo: number, width: number, data: bigint): boolean {
  on.sim.poke('net_in_valid_i', 1);
  on.sim.poke('net_in_fifo_i', fifo);
  on.sim.poke('net_in_width_i', width - 1);
  on.sim.poke('net_in_data_i', data);
  const taken = on.is('net_in_ready_o');
  on.step();
  on.sim.poke('net_in_valid_i', 0);
  return taken;
}

describe('configuration port', () => {
  it('takes nothing before everything is cleared', () => {
    machine.reset();
    machine.sim.poke('cfg_valid_i', 1);
    machine.sim.poke('cfg_write_i', 0);
    const cycles = machine.until('cfg_ready_o');
    expect(cycles).toBeGreaterThanOrEqual(Math.max(small.memory.words / 16, 24));
    expect(cycles).toBeLessThan(60);
    machine.sim.poke('cfg_valid_i', 0);
  });

  it('keeps words of data memory and programs, and reads what is not there as 0', () => {
    start('');
    const random = new Random(9);
    const words = new Map<string, bigint>();
    for (let k = 0; k < 200; k++) {
      const isProgram = random.chance(0.3);
      const address = random.below(isProgram ? 26 : 66);
      const data = random.bits(64);
      machine.write(tile, isProgram ? space.instructions : space.memory, address, data);
      if (isProgram && address < 24) words.set(`1 ${address}`, data & ((1n << 56n) - 1n));
      if (!isProgram && address < 64) words.set(`2 ${address}`, data & ((1n << 20n) - 1n));
    }
    // They neither know other spaces, addresses and units, nor do these change anything.
    for (const [unit, where, address] of [
      [tile, 3, 0],
      [tile, 7, 1],
      [tile, space.control, 3],
      [tile, space.control, 1 << 16],
      [2, 1, 0],
      [254, 2, 1],
    ] as const) {
      machine.write(unit, where, address, 0xffff_ffffn);
      expect(machine.read(unit, where, address)).toBe(0n);
    }
    expect(words.size).toBeGreaterThan(60);
    for (const [where, data] of words) {
      const [inSpace = 0, address = 0] = where.split(' ').map(Number);
      expect(machine.read(tile, inSpace, address), where).toBe(data);
    }
    expect(machine.read(tile, space.instructions, 24)).toBe(0n);
    expect(machine.read(tile, space.memory, 64)).toBe(0n);
  });

  it('answers in the order of the reads, whoever they ask, and waits for who takes the answers', () => {
    start('');
    const random = new Random(4);
    for (let k = 0; k < 20; k++) {
      machine.write(tile, space.memory, k, word(100 + k));
      for (const unit of [0, 1]) machine.write(unit, space.instructions, k, 1000 * (unit + 1) + k);
    }
    const reads = Array.from({ length: 60 }, () => {
      const k = random.below(20);
      const unit = random.pick([0, 1, tile, 9]);
      const expected = unit === 9 ? 0n : unit === tile ? word(100 + k) : BigInt(1000 * (unit + 1) + k);
      return { unit, space: unit === tile ? space.memory : space.instructions, k, expected };
    });
    const answers: bigint[] = [];
    let asked = 0;
    for (let cycle = 0; answers.length < reads.length; cycle++) {
      expect(cycle).toBeLessThan(2000);
      const read = reads[asked];
      const { sim } = machine;
      sim.poke('cfg_valid_i', read ? 1 : 0);
      sim.poke('cfg_write_i', 0);
      if (read) {
        sim.poke('cfg_unit_i', read.unit);
        sim.poke('cfg_space_i', read.space);
        sim.poke('cfg_address_i', read.k);
      }
      sim.poke('cfg_read_ready_i', random.chance(0.3) ? 1 : 0);
      if (read && machine.is('cfg_ready_o')) asked++;
      if (machine.is('cfg_read_valid_o') && sim.peek('cfg_read_ready_i') === 1)
        answers.push(BigInt(sim.peek('cfg_read_data_o')));
      machine.step();
    }
    expect(answers).toEqual(reads.map(({ expected }) => expected));
  });

  it('takes a read of the tile a cycle', () => {
    start('');
    const { sim } = machine;
    sim.poke('cfg_valid_i', 1);
    sim.poke('cfg_write_i', 0);
    sim.poke('cfg_unit_i', tile);
    sim.poke('cfg_space_i', space.memory);
    for (let k = 0; k < 12; k++) {
      expect(machine.is('cfg_ready_o')).toBe(true);
      machine.step();
    }
    sim.poke('cfg_valid_i', 0);
    machine.step(10);
  });
});

describe('tile', () => {
  it('starts all units in one cycle, stops when all have ended, and counts the cycles', () => {
    start('.core 0\nset r0, 1\nset r1, 2\nhlt\n.tile\nhalt');
    expect(machine.is('stopped_o')).toBe(false);
    machine.run();
    // Two cycles before the first instruction, and three instructions.
    expect(machine.until('ended_o')).toBe(5);
    expect([machine.is('stopped_o'), machine.is('stuck_o')]).toEqual([true, false]);
    expect(machine.read(tile, space.control, control.cycles)).toBe(5n);
    expect(machine.read(tile, space.control, control.command)).toBe(0b010n);
    machine.run();
    expect(machine.is('ended_o')).toBe(false);
  });

  it('halts and steps: halt all units, step the tile control unit', () => {
    start(
      '.core 0\nloop: jmp loop\n.core 1\nloop: jmp loop\n.tile\nreceive 0, 0, 0, 1, 1\nhalt\n.packet 0, 1',
    );
    machine.run();
    machine.step(20);
    machine.write(tile, space.control, control.command, 0);
    machine.step(5);
    give(machine, 0, 1, 5n);
    machine.step(10);
    for (const unit of [0, 1, tile]) expect(machine.read(unit, space.control, control.command) & 7n).toBe(0n);
    expect([machine.is('stopped_o'), machine.is('stuck_o')]).toEqual([false, false]);
    expect(machine.read(tile, space.control, control.pc)).toBe(1n);
    machine.write(tile, space.control, control.command, 2);
    machine.step(5);
    expect(machine.read(tile, space.control, control.command)).toBe(0b010n);
  });

  it('leaves programs and pc of a running unit alone, and takes a pc while it is halted', () => {
    start('.tile\nreceive 0, 0, 0, 1, 1\nhalt\n.packet 0, 1');
    machine.run();
    machine.step(5);
    machine.write(tile, space.instructions, 1, 0);
    machine.write(tile, space.control, control.pc, 7);
    expect(machine.read(tile, space.instructions, 1)).toBe(0n);
    give(machine, 0, 1, 5n);
    machine.until('ended_o');
    expect(machine.read(tile, space.instructions, 1)).toBe(3n << 54n);
    expect(machine.read(tile, space.control, control.pc)).toBe(1n);
    machine.write(tile, space.control, control.pc, 5000);
    machine.run();
    machine.until('ended_o');
    // instruction-address, at the first address past the program.
    expect(machine.read(tile, space.control, control.command)).toBe(0x20n | 0b100n);
    expect(machine.read(tile, space.control, control.pc)).toBe(24n);
  });

  it('lets the configuration port write and read words while units run, which wakes who waits', () => {
    start('.tile\nsend 30, 7, 513, 2, 1\nhalt');
    machine.sim.poke('net_out_ready_i', 1);
    machine.write(tile, space.memory, 30, word(11, 1));
    machine.run();
    machine.step(20);
    expect(machine.read(tile, space.control, control.command)).toBe((1n << 17n) | 1n);
    expect(machine.read(tile, space.control, control.wanted)).toBe(30n);
    machine.write(tile, space.memory, 31, word(22));
    // Written in the cycle after; then request, check, and the packet.
    expect(machine.until('net_out_valid_o')).toBe(3);
    const packet = ['target', 'fifo', 'width', 'data'].map((field) => machine.sim.peek(`net_out_${field}_o`));
    expect(packet).toEqual([513, 7, 1, (22n << 16n) | 11n]);
    machine.until('ended_o');
    expect([machine.read(tile, space.memory, 30), machine.read(tile, space.memory, 31)]).toEqual([
      11n,
      word(22),
    ]);
  });

  it('holds back the network at a full FIFO, drops packets for none, and says so', () => {
    start(
      '.tile\nreceive 0, 2, 1, 1, 1\nreceive 1, 2, 1, 1, 2\nhalt\n.packet 2, 1\n.packet 2, 2\n.packet 2, 3',
    );
    expect([give(machine, 2, 1, 1n), give(machine, 2, 1, 2n), give(machine, 2, 1, 3n)]).toEqual([
      true,
      true,
      false,
    ]);
    expect(machine.read(tile, space.control, control.flags)).toBe(0n);
    expect([give(machine, 3, 1, 9n), give(machine, 255, 1, 9n)]).toEqual([true, true]);
    expect(machine.read(tile, space.control, control.flags)).toBe(1n);
    machine.write(tile, space.control, control.flags, 0);
    expect(machine.read(tile, space.control, control.flags)).toBe(0n);
    give(machine, 3, 1, 9n);
    machine.run();
    machine.step(4);
    // Flags of a running unit stay.
    machine.write(tile, space.control, control.flags, 0);
    expect(machine.read(tile, space.control, control.flags)).toBe(1n);
    while (!give(machine, 2, 1, 3n));
    machine.until('ended_o');
    const words = [0, 1, 2].map((address) => machine.read(tile, space.memory, address));
    expect(words).toEqual([word(1, 1), word(2, 1), word(3, 1)]);
  });

  it('says that it is stuck after as many cycles without progress as the watchdog has, and recovers', () => {
    start('.tile\nreceive 0, 0, 0, 1, 1\nhalt\n.packet 0, 1');
    machine.run();
    const cycles = machine.until('ended_o');
    expect([machine.is('stopped_o'), machine.is('stuck_o')]).toEqual([false, true]);
    // The last progress is the cores' hlt in cycle 2.
    expect(cycles).toBe(3 + small.watchdog);
    give(machine, 0, 1, 5n);
    machine.step(1);
    expect(machine.is('stuck_o')).toBe(false);
    machine.until('stopped_o');
  });

  it('leaves the other units running where one traps', () => {
    start(
      '.core 0\n.word 0x1\n.core 1\nset r0, 3\nset r1, 7\nstore [r0], r1, 0, 1, 1\nhlt\n.tile\n.word 0x1',
    );
    machine.run();
    machine.until('ended_o');
    expect(machine.is('stopped_o')).toBe(true);
    expect(machine.read(0, space.control, control.command) & 0xffn).toBe(0x10n | 0b100n);
    expect(machine.read(tile, space.control, control.command)).toBe(0x10n | 0b100n);
    expect(machine.read(tile, space.memory, 3)).toBe(word(7));
  });

  const pipeline = `
.core 0
set r0, 16
set r1, 5
set r2, 6
store [r0], r1, 1, 2, 1
hlt
.core 1
set r0, 16
set r5, 40
load r2, [r0], 2, 1
alu-int.add r2, r2, r3
store [r5], r2, 1, 1, 1
hlt
.tile
receive 20, 1, 2, 3, 1
send 40, 9, 300, 1, 1
send 20, 8, 301, 3, 1
halt
.packet 1, 1, 2, 3
`;

  /** Runs the pipeline. @returns packets sent, and the cycles */
  function sent(on: MachineDriver): { packets: unknown[]; cycles: bigint } {
    while (!give(on, 1, 3, 0x0003_0002_0001n));
    on.sim.poke('net_out_ready_i', 1);
    on.run();
    const packets: unknown[] = [];
    for (let k = 0; !on.is('ended_o'); k++) {
      expect(k).toBeLessThan(2000);
      if (on.is('trace_packet_valid_o'))
        packets.push(['target', 'fifo', 'width', 'data'].map((f) => on.sim.peek(`trace_packet_${f}_o`)));
      on.step();
    }
    expect(on.is('stopped_o')).toBe(true);
    return { packets, cycles: on.read(tile, space.control, control.cycles) };
  }

  it('hands words from core to core to the network, with stalls at any rate', () => {
    const plain = sent(start(pipeline));
    expect(plain.packets).toEqual([
      [300, 9, 0, 11n],
      [301, 8, 2, 0x0003_0002_0001n],
    ]);
    const stalled = new MachineDriver(config, true);
    stalled.sim.poke('stall_seed_i', 77);
    expect(sent(start(pipeline, stalled))).toEqual(plain);
    for (const rate of [60, 200]) {
      start(pipeline, stalled);
      stalled.sim.poke('stall_rate_i', rate);
      const { packets, cycles } = sent(stalled);
      expect(packets).toEqual(plain.packets);
      expect(cycles).toBeGreaterThan(plain.cycles);
      stalled.sim.poke('stall_rate_i', 0);
    }
  });
});

describe('core that stands alone', () => {
  it('has data memory and control of the tile, and nothing else', () => {
    const alone = new MachineDriver(
      loadConfig({ system: 'puma-core', name: 'alone', ...small }).config as PumaMachineConfig,
    );
    alone.write(0, space.instructions, 0, 11n << 52n);
    alone.write(tile, space.instructions, 0, 5);
    alone.write(tile, space.memory, 63, word(5, 7));
    alone.run();
    expect(alone.until('ended_o')).toBe(3);
    expect(alone.is('stopped_o')).toBe(true);
    const answers = [
      [space.memory, 63],
      [space.instructions, 0],
      [space.control, control.cycles],
      [space.control, control.command],
    ].map(([where = 0, address = 0]) => alone.read(tile, where, address));
    expect(answers).toEqual([word(5, 7), 0n, 3n, 0n]);
  });
});
