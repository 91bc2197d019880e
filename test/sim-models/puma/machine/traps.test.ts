import { describe, expect, it } from 'vitest';
import {
  coreInstructions,
  coreOpcodeBits,
  fieldPlaces,
  type InstructionFormat,
  tileInstructions,
  tileOpcodeBits,
} from '../../../../config/puma/encoding.js';
import { machineGeometry } from '../../../../config/puma/geometry.js';
import { type MachineRun, runMachine } from '../../../../sim-models/puma/machine/index.js';
import { coreImage, Encoder, imageOf } from './encode.js';
import { coreConfig, tileConfig } from './machines.js';

const config = coreConfig();
const tile = tileConfig();
const e = new Encoder(config);
const t = new Encoder(tile);
const r = (k: number): number => 16 + k;
const geometry = machineGeometry(config);

/** Every register and word set to something, to see that a trap changes nothing. */
const registers = [{ address: 0, values: Int16Array.from({ length: 80 }, (_, k) => 1000 + k) }];
const memory = [{ address: 0, values: Int16Array.from({ length: 100 }, (_, k) => k), count: 2 }];

/** Runs one word after `before`, checks that nothing changed, and gives the cause of the trap. */
function causeOf(word: bigint, before: readonly bigint[] = []): string | undefined {
  const program = [...before, word, e.core('hlt')];
  const run = runMachine(config, imageOf([coreImage(program, { registers })], { memory }), {
    cycleLimit: 3000,
  });
  const [core] = run.cores;
  if (!core!.trap) return undefined;
  expect(core).toMatchObject({ state: 'trapped', pc: before.length, trap: { pc: before.length }, flags: 0 });
  expect([...core!.xbarOut]).toEqual(new Array(16).fill(0));
  if (before.length === 0) {
    expect([...core!.xbarIn, ...core!.registers]).toEqual([...registers[0]!.values]);
    expect(run.cycles).toBe(3);
    expect(core!.counters.cycles).toBe(3);
    expect(core!.random).toBe(0x2545f491);
  }
  expect([...run.memory.counts.subarray(0, 101)]).toEqual([...new Array(100).fill(2), 0]);
  return core!.trap.cause;
}

/** Every operation of the cores with a word of it that is valid: mask 1, subsample stride 1, all else 0. */
function everyOperation(): { name: string; uses: readonly string[]; format: InstructionFormat }[] {
  const formats: readonly InstructionFormat[] = coreInstructions;
  return formats.flatMap((format) =>
    format.operations
      ? format.operations.map(({ name, uses }) => ({ name: `${format.name}.${name}`, uses, format }))
      : [{ name: format.name, uses: format.fields.map(({ name }) => name), format }],
  );
}

const valid = (name: string): Record<string, number> =>
  name === 'mvm' ? { mask: 1, filter: r(0), stride: r(0) } : name === 'alu.subsample' ? { src3: 1 } : {};

describe('traps', () => {
  it('invalid-instruction: opcodes and operations that are not there, 0 above all', () => {
    expect(causeOf(0n)).toBe('invalid-instruction');
    for (const opcode of [0n, 12n, 13n, 14n, 15n]) expect(causeOf(opcode << 52n)).toBe('invalid-instruction');
    for (const [opcode, known, bits] of [
      [2n, 18, 5n],
      [3n, 4, 5n],
      [4n, 5, 5n],
      [10n, 6, 3n],
    ] as const) {
      for (let code = known; code < 2 ** Number(bits); code++) {
        const word = (opcode << 52n) | (BigInt(code) << (52n - bits));
        expect(causeOf(word), `opcode ${opcode}, operation ${code}`).toBe('invalid-instruction');
      }
    }
    expect(causeOf(e.core('mvm', { mask: 0 }))).toBe('invalid-instruction');
    expect(causeOf(e.core('alu.subsample', { src3: 0 }))).toBe('invalid-instruction');
  });

  it('invalid-instruction: any bit above 0 that an operation does not use', () => {
    let bits = 0;
    for (const { name, uses, format } of everyOperation()) {
      const word = e.core(name, valid(name));
      const places = fieldPlaces(format, coreOpcodeBits, geometry);
      const used = (bit: number): boolean =>
        places.some(
          ({ field, lsb, bits: width }) =>
            (uses.includes(field.name) || field.kind === 'operation') && bit >= lsb && bit < lsb + width,
        );
      for (let bit = 0; bit < 52; bit++) {
        if (used(bit)) continue;
        expect(causeOf(word | (1n << BigInt(bit))), `${name}, bit ${bit}`).toBe('invalid-instruction');
        bits++;
      }
    }
    expect(bits).toBeGreaterThan(500);
  });

  it('register-address: every register operand of every operation, one past the end', () => {
    let operands = 0;
    for (const { name, uses, format } of everyOperation()) {
      for (const { name: field, kind } of format.fields) {
        if (!uses.includes(field) || (kind !== 'source' && kind !== 'destination')) continue;
        expect(causeOf(e.core(name, { ...valid(name), [field]: 80 })), `${name} ${field}`).toBe(
          'register-address',
        );
        expect(causeOf(e.core(name, { ...valid(name), [field]: 79 }))).not.toBe('register-address');
        operands++;
        const vector = uses.includes('vecWidth') && field !== 'address';
        if (!vector) continue;
        expect(causeOf(e.core(name, { ...valid(name), [field]: 75, vecWidth: 6 }))).toBe('register-address');
        const { address } = { address: field === 'dest' ? 'src1' : 'dest' };
        const rest = uses.includes(address) ? { [address]: r(4) } : {};
        expect(causeOf(e.core(name, { ...valid(name), ...rest, [field]: 75, vecWidth: 5 }))).not.toBe(
          'register-address',
        );
      }
    }
    expect(operands).toBeGreaterThan(60);
    // Blocks count whole, and subsample up to its last source.
    expect(causeOf(e.core('copy', { dest: 0, src1: r(40), width: 5, vecWidth: 5 }))).toBe('register-address');
    expect(causeOf(e.core('alu.subsample', { dest: 0, src1: 0, src3: 20, vecWidth: 5 }))).toBe(
      'register-address',
    );
    expect(causeOf(e.core('alu.subsample', { dest: 0, src1: 0, src3: 19, vecWidth: 5 }))).toBeUndefined();
  });

  it('operand: filter above D, rotation not below it, unsigned', () => {
    const mvm = e.core('mvm', { mask: 1, filter: r(0), stride: r(1) });
    const given = (filter: number, rotation: number) => [
      e.core('set', { dest: r(0), immediate: filter }),
      e.core('set', { dest: r(1), immediate: rotation }),
    ];
    expect(causeOf(mvm, given(9, 0))).toBe('operand');
    expect(causeOf(mvm, given(-1, 0))).toBe('operand');
    expect(causeOf(mvm, given(4, 4))).toBe('operand');
    expect(causeOf(mvm, given(4, -1))).toBe('operand');
    const run = (filter: number, rotation: number) =>
      runMachine(config, imageOf([[...given(filter, rotation), mvm, e.core('hlt')]])).end;
    expect(run(8, 7)).toEqual({ reason: 'stopped' });
    expect(run(0, 99)).toEqual({ reason: 'stopped' });
  });

  it('memory-address: the last word of the last block counts, addresses are unsigned', () => {
    const at = (address: number) => [e.core('set', { dest: r(63), immediate: address })];
    const load = e.core('load', { dest: 0, address: r(63), width: 4, vecWidth: 4 });
    const store = e.core('store', { src1: 0, address: r(63), width: 4, vecWidth: 4, count: 1 });
    for (const word of [load, store]) {
      expect(causeOf(word, at(241))).toBe('memory-address');
      expect(causeOf(word, at(-1))).toBe('memory-address');
    }
    const stored = runMachine(config, imageOf([[...at(240), store, e.core('hlt')]]));
    expect(stored.end).toEqual({ reason: 'stopped' });
    expect(stored.memory.valid[255]).toBe(1);
  });

  it('instruction-address: past the memory; a word past the program is invalid', () => {
    const end = (program: readonly bigint[], size: number) => {
      const machine = coreConfig({ instructions: size });
      const encoder = new Encoder(machine);
      const jump = encoder.core('jmp', { pc: 20 });
      const run = runMachine(machine, imageOf([program.length > 0 ? program : [jump]]));
      return { trap: run.cores[0]!.trap, cycles: run.cycles, counters: run.cores[0]!.counters };
    };
    expect(end([], 18).trap).toEqual({ cause: 'instruction-address', pc: 20 });
    // The jump is in execute in 2, the next instruction in 5.
    expect(end([], 18).cycles).toBe(6);
    expect(end([], 18).counters).toMatchObject({ stallFetch: 4, control: 1, cycles: 6 });
    expect(end([], 64).trap).toEqual({ cause: 'invalid-instruction', pc: 20 });
    const filled = new Array<bigint>(64).fill(e.core('set', { dest: r(0), immediate: 1 }));
    expect(end(filled, 64).trap).toEqual({ cause: 'instruction-address', pc: 64 });
    expect(end(filled.slice(0, 10), 64).trap).toEqual({ cause: 'invalid-instruction', pc: 10 });
  });

  it('invalid goes before register-address, and both before waiting for matrix units', () => {
    const mvm = e.core('mvm', { mask: 1, filter: r(62), stride: r(62) });
    const zero = e.core('set', { dest: r(62), immediate: 0 });
    const unused = e.core('alu.add', { dest: 80, src1: 0, src2: 0, vecWidth: 1 }) | 1n;
    expect(causeOf(unused)).toBe('invalid-instruction');
    const run = runMachine(config, imageOf([[zero, mvm, e.core('copy', { dest: 80, src1: 0 })]]));
    // set 2; mvm 3 4 5; the trap in 6, though the unit runs.
    expect(run.cores[0]).toMatchObject({
      trap: { cause: 'register-address', pc: 2 },
      counters: { cycles: 7, stallMvmu: 0 },
    });
    // What registers tell is tested after the wait.
    const far = e.core('load', { dest: r(0), address: 0, width: 16, vecWidth: 4 });
    const weights = Int32Array.from({ length: 64 }, (_, k) => (k % 9 === 0 ? 4096 : 0));
    const start = [{ address: 0, values: Int16Array.of(-9) }];
    const late = runMachine(
      config,
      imageOf([coreImage([zero, mvm, far], { registers: start, cells: [weights] })]),
    );
    expect(late.cores[0]).toMatchObject({
      trap: { cause: 'memory-address', pc: 2 },
      counters: { cycles: 6 + 134 + 1, stallMvmu: 134 },
    });
  });

  it('leave the other units running', () => {
    const good = [t.core('set', { dest: r(0), immediate: 5 }), t.core('hlt')];
    const run = runMachine(tile, imageOf([[0n], good]));
    expect(run.end).toEqual({ reason: 'stopped' });
    expect(run.cores.map(({ state }) => state)).toEqual(['trapped', 'halted']);
    expect(run.cores[1]!.registers[0]).toBe(5);
  });
});

describe('traps of the tile control unit', () => {
  const packets = [{ fifo: 0, values: Int16Array.of(1, 2, 3) }];
  const causeOfTile = (...words: bigint[]): MachineRun['tile'] =>
    runMachine(tile, imageOf([], { tile: { words: BigUint64Array.from(words) }, packets, memory })).tile;

  it('for what the word tells', () => {
    const trapped = (cause: string) => ({
      state: 'trapped',
      pc: 0,
      trap: { cause, pc: 0 },
      badPacket: false,
    });
    expect(causeOfTile(0n)).toEqual(trapped('invalid-instruction'));
    const invalid = [
      t.tile('receive', { fifo: 4 }),
      t.tile('receive', { count: 16 }),
      ...Array.from({ length: 54 }, (_, bit) => t.tile('halt') | (1n << BigInt(bit))),
    ];
    for (const word of invalid) expect(causeOfTile(word)).toEqual(trapped('invalid-instruction'));
    for (const format of tileInstructions) {
      const places = fieldPlaces(format, tileOpcodeBits, machineGeometry(tile));
      expect(places.at(-1)?.lsb ?? 54).toBe(format.name === 'halt' ? 54 : 0);
    }
    const past = { address: 250, width: 7 };
    expect(causeOfTile(t.tile('send', past))).toEqual(trapped('memory-address'));
    expect(causeOfTile(t.tile('receive', past))).toEqual(trapped('memory-address'));
    expect(causeOfTile(t.tile('send', { address: 60000, width: 7 }))).toEqual(trapped('memory-address'));
    expect(causeOfTile(t.tile('receive', { ...past, fifo: 4 }))).toEqual(trapped('invalid-instruction'));
  });

  it('packet-width, and the packet stays', () => {
    const words = BigUint64Array.of(t.tile('receive', { address: 200, width: 2 }));
    const run = runMachine(tile, imageOf([], { tile: { words }, packets }));
    expect(run.tile).toMatchObject({ state: 'trapped', trap: { cause: 'packet-width', pc: 0 } });
    expect(run.memory.valid[200]).toBe(0);
    expect(run.unconsumed.fifos).toEqual([{ fifo: 0, packets: 1 }]);
    expect(run.cycles).toBe(3);
  });

  it('past the program and past the memory', () => {
    const word = t.tile('send', { address: 0 });
    expect(causeOfTile(word)).toMatchObject({ trap: { cause: 'invalid-instruction', pc: 1 } });
    const words = BigUint64Array.from({ length: 32 }, () => t.tile('send', { address: 0, fifo: 200 }));
    const constants = [{ address: 0, values: Int16Array.of(5), count: 0 }];
    const run = runMachine(tile, imageOf([], { tile: { words }, memory: constants }));
    expect(run.tile).toMatchObject({ trap: { cause: 'instruction-address', pc: 32 } });
    // 32 sends of three cycles from 2 on, and the trap.
    expect(run.cycles).toBe(2 + 96 + 1);
  });
});
