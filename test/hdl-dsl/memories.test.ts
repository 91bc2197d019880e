import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  type Bool,
  bits,
  bool,
  build,
  input,
  type ModuleBuilder,
  memory,
  module,
  output,
  struct,
  type UInt,
  uint,
} from '../../hdl-dsl/index.js';
import { printDesign } from '../../hdl-dsl/print/index.js';
import { Simulator } from '../../hdl-dsl/sim/simulator.js';
import { hasTool } from '../support/tools.js';
import { codesOf } from './support/findings.js';
import { checked, construct } from './support/unit.js';

const width = 12;
const maskBits = 4;

/** A memory with up to two reads and two writes in one of the forms that the language offers. */
const Unit = module({
  name: (p) => p.name,
  params: z.object({
    name: z.string(),
    depth: z.int(),
    read: z.enum(['async', 'sync']),
    under: z.enum(['old', 'new']).optional(),
    ports: z.union([z.literal(1), z.literal(2)]).optional(),
    masked: z.boolean(),
    exclusive: z.boolean(),
    reads: z.int(),
    writes: z.int(),
    macro: z.boolean(),
    initial: z.boolean(),
  }),
  ports: (p) =>
    Object.fromEntries([
      ...Array.from({ length: p.writes }, (_, i) => [
        [`we${i}`, input(bool)],
        [`wa${i}`, input(uint(3))],
        [`wd${i}`, input(bits(width))],
        ...(p.masked ? [[`wm${i}`, input(bits(width / maskBits))]] : []),
      ]).flat(),
      ...Array.from({ length: p.reads }, (_, i) => [
        [`ra${i}`, input(uint(3))],
        ...(p.read === 'sync' ? [[`re${i}`, input(bool)]] : []),
        [`rd${i}`, output(bits(width))],
      ]).flat(),
    ]),
  build(m, p, ports) {
    // biome-ignore lint/suspicious/noExplicitAny: the ports depend on the parameters
    const io = ports as any;
    const { words } = m.memories({
      words: memory(bits(width), p.depth, {
        read: p.read,
        ...(p.under === undefined ? {} : { readUnderWrite: p.under }),
        ...(p.ports === undefined ? {} : { ports: p.ports }),
        ...(p.masked ? { maskBits } : {}),
        ...(p.macro ? { macro: p.name === 'unit' ? 'sram' : `sram_${p.name}` } : {}),
        ...(p.initial ? { initial: [7, 9] } : {}),
      }),
    });
    const write = (i: number) => () =>
      words.write(io[`wa${i}`] as UInt, io[`wd${i}`], p.masked ? { mask: io[`wm${i}`] } : {});
    const first = m.when(io.we0, write(0));
    if (p.writes === 2 && p.exclusive) first.elseWhen(io.we1, write(1));
    else if (p.writes === 2) m.when(io.we1, write(1));
    for (let i = 0; i < p.reads; i++) {
      const options = p.read === 'sync' ? { enable: io[`re${i}`] } : {};
      io[`rd${i}`].drive(words.read(io[`ra${i}`] as UInt, options));
    }
  },
});

type Params = z.infer<(typeof Unit)['spec']['params']>;
const plain: Params = {
  name: 'unit',
  depth: 8,
  read: 'async',
  masked: false,
  exclusive: false,
  reads: 2,
  writes: 2,
  macro: false,
  initial: false,
};

/** What a memory does, cycle by cycle, straight from its description. */
class Reference {
  readonly #p: Params;
  readonly words: bigint[];
  readonly out: bigint[];

  constructor(p: Params) {
    this.#p = p;
    this.words = Array.from({ length: p.depth }, (_, i) => (p.initial ? ([7n, 9n][i] ?? 0n) : 0n));
    this.out = Array.from({ length: p.reads }, () => 0n);
  }

  /** The word, or 0 past the last. */
  at(address: number): bigint {
    return this.words[address] ?? 0n;
  }

  edge(pins: Readonly<Record<string, number>>): void {
    const p = this.#p;
    const before = [...this.words];
    const active = Array.from({ length: p.writes }, (_, i) => pins[`we${i}`] === 1);
    if (p.exclusive && active[0]) active[1] = false;
    active.forEach((isActive, i) => {
      const at = pins[`wa${i}`] ?? 0;
      if (!isActive || at >= p.depth) return;
      const lanes = p.masked ? (pins[`wm${i}`] ?? 0) : 7;
      let mask = 0n;
      for (let lane = 0; lane < 3; lane++) if ((lanes >> lane) & 1) mask |= 0xfn << BigInt(4 * lane);
      this.words[at] = (this.at(at) & ~mask) | (BigInt(pins[`wd${i}`] ?? 0) & mask);
    });
    if (p.read !== 'sync') return;
    const groups = p.exclusive ? 1 : p.writes;
    const count = p.ports ?? (p.macro ? 1 : undefined);
    const isShared = count !== undefined && p.reads + groups > count;
    for (let r = 0; r < p.reads; r++) {
      const own = !isShared || r >= groups ? -1 : p.exclusive ? active.indexOf(true) : active[r] ? r : -1;
      if (own < 0 && pins[`re${r}`] !== 1) continue;
      const at = (own < 0 ? pins[`ra${r}`] : pins[`wa${own}`]) ?? 0;
      this.out[r] = (p.under === 'new' ? this.words : before)[at] ?? 0n;
    }
  }

  /** Address that an asynchronous read sees. */
  asyncAddress(r: number, pins: Readonly<Record<string, number>>): number {
    const p = this.#p;
    const isShared = p.ports !== undefined && p.reads + p.writes > p.ports;
    return (isShared && pins[`we${r}`] === 1 ? pins[`wa${r}`] : pins[`ra${r}`]) ?? 0;
  }
}

const forms: Record<string, Partial<Params>> = {
  'asynchronous reads': {},
  'a depth that is no power of two': { depth: 5 },
  'initial words': { initial: true, depth: 5 },
  'one asynchronous port': { ports: 1, reads: 1, writes: 1 },
  'synchronous reads of old words': { read: 'sync', under: 'old' },
  'synchronous reads of new words': { read: 'sync', under: 'new', depth: 5 },
  'masked writes': { masked: true, depth: 5 },
  'masked writes read as new words': { masked: true, read: 'sync', under: 'new', depth: 5 },
  'writes in two branches read as new words': {
    exclusive: true,
    read: 'sync',
    under: 'new',
    ports: 2,
    reads: 1,
  },
  'one port': { read: 'sync', ports: 1, reads: 1, writes: 1 },
  'one port, new words, masked, writes in two branches': {
    read: 'sync',
    under: 'new',
    ports: 1,
    reads: 1,
    exclusive: true,
    masked: true,
    depth: 6,
  },
  'two ports, one read and one write': { read: 'sync', ports: 2, reads: 1, writes: 1 },
  'two ports, both read and write': { read: 'sync', ports: 2, under: 'new', masked: true },
  'two ports, both read and write, old words': { read: 'sync', ports: 2, under: 'old', depth: 7 },
  'a macro': { read: 'sync', macro: true, reads: 1, writes: 1 },
  'a macro with a mask and new words': {
    read: 'sync',
    macro: true,
    reads: 1,
    exclusive: true,
    masked: true,
    under: 'new',
    depth: 5,
  },
  'a macro of two ports': { read: 'sync', macro: true, ports: 2, masked: true },
  'a macro of a write and a read port': { read: 'sync', macro: true, ports: 2, reads: 1, writes: 1 },
};

describe('memories', () => {
  it.each(Object.entries(forms))('with %s do what they say', (_name, form) => {
    const p = { ...plain, ...form };
    const top = build(Unit, p);
    const simulator = new Simulator(top);
    const reference = new Reference(p);
    let seed = 12345;
    const next = (below: number): number => {
      seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
      return (seed >>> 8) % below;
    };
    const sizes: Record<string, number> = { we: 2, re: 2, wa: 8, ra: 8, wd: 4096, wm: 8 };
    const names = top.ports.filter((port) => port.direction === 'input').map((port) => port.name);
    let seen = 0;
    const different = new Set<bigint>();
    for (let cycle = 0; cycle < 400; cycle++) {
      const pins = Object.fromEntries(names.map((name) => [name, next(sizes[name.slice(0, 2)] ?? 2)]));
      for (const [name, value] of Object.entries(pins)) simulator.poke(`${name}_i`, value);
      for (let r = 0; r < p.reads; r++) {
        const want = p.read === 'sync' ? reference.out[r] : reference.at(reference.asyncAddress(r, pins));
        expect([cycle, r, BigInt(simulator.peek(`rd${r}_o`))]).toEqual([cycle, r, want]);
        different.add(want ?? 0n);
        seen++;
      }
      simulator.step();
      reference.edge(pins);
    }
    expect(seen).toBe(400 * p.reads);
    expect(different.size).toBeGreaterThan(50);
  });

  it.skipIf(!hasTool('verilator') || !hasTool('iverilog'))('of every form are free of lint', () => {
    const folder = mkdtempSync(join(tmpdir(), 'crossweave-memories-'));
    try {
      const tops = Object.values(forms).map((form, i) =>
        build(Unit, { ...plain, ...form, name: `form_${i}` }),
      );
      const files = tops.flatMap((top) => printDesign(top, { command: 'make' }));
      for (const { path, text } of files) writeFileSync(join(folder, path), text);
      const names = files.map(({ path }) => path);
      const run = (tool: string, ...flags: string[]): string => {
        const { stdout, stderr } = spawnSync(tool, [...flags, ...names], { cwd: folder, encoding: 'utf8' });
        return `${stdout}${stderr}`.trim();
      };
      expect(run('verilator', '--lint-only', '-Wall', '-Wno-MULTITOP')).toBe('');
      expect(run('iverilog', '-g2012', '-o', join(folder, 'all.vvp'))).toBe('');
      const macros = files.filter(({ path }) => path.startsWith('sram_'));
      expect(macros.length).toBe(4);
      for (const { text } of macros) expect(text).not.toContain('rst_ni');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('take the form that their accesses need, under names of their own', () => {
    const shape = (form: Partial<Params>) => {
      const top = build(Unit, { ...plain, ...form });
      return {
        wires: top.wires.map((w) => w.name),
        registers: top.registers.map((r) => r.name),
        memories: top.memories.map((m) => m.name),
        instances: top.instances.map((i) => `${i.name}: ${i.ports.map((q) => q.name).join(' ')}`),
      };
    };
    const none = { wires: [], registers: [], memories: ['words'], instances: [] };
    expect(shape({})).toEqual(none);
    expect(shape({ read: 'sync' })).toEqual({ ...none, registers: ['words_read', 'words_read_2'] });
    expect(shape({ read: 'sync', ports: 1, reads: 1, exclusive: true })).toEqual({
      ...none,
      registers: ['words_read'],
      wires: ['words_we', 'words_waddr', 'words_wdata'],
    });
    expect(shape({ read: 'sync', macro: true, reads: 1, writes: 1, masked: true })).toEqual({
      wires: ['words_read'],
      registers: [],
      memories: [],
      instances: ['words: en we addr wdata wmask rdata'],
    });
    const [macro] = build(Unit, { ...plain, read: 'sync', macro: true, ports: 2 }).instances;
    expect(macro?.of).toMatchObject({ kind: 'module', name: 'sram', macro: true });
    expect(macro?.ports.map((q) => q.name)).toEqual(
      ['_a', '_b'].flatMap((s) => ['en', 'we', 'addr', 'wdata', 'rdata'].map((pin) => pin + s)),
    );
  });

  it('share a port among writes that are never active together', () => {
    const ports = { a: input(bool), b: input(bool), n: input(uint(2)), d: input(bits(4)) };
    type Place = (
      m: ModuleBuilder,
      io: { readonly a: Bool; readonly b: Bool; readonly n: UInt },
      write: () => void,
    ) => void;
    const codes = (place: Place) =>
      codesOf(() =>
        construct(ports, (m, _p, io) => {
          const { words } = m.memories({ words: memory(bits(4), 4, { ports: 1 }) });
          place(m, io, () => words.write(io.n, io.d));
        }),
      );
    const shared: Place[] = [
      (m, io, write) => m.when(io.a, write).elseWhen(io.b, write).otherwise(write),
      (m, io, write) => m.switch(io.n, { 0: write, 1: write }, write),
      (m, io, write) => m.when(io.a, () => m.when(io.b, write).otherwise(write)).otherwise(write),
    ];
    for (const place of shared) expect(codes(place)).toEqual([]);
    const apart: Place[] = [
      (m, io, write) => {
        m.when(io.a, write);
        m.when(io.a.not(), write);
      },
      (m, io, write) => {
        m.when(io.a, () => m.switch(io.n, { 0: write }));
        m.switch(io.n, { 1: write });
      },
      (_m, _io, write) => {
        write();
        write();
      },
      (m, io, write) => {
        m.when(io.a, () => {
          write();
          m.when(io.b, write);
        });
      },
    ];
    for (const place of apart) expect(codes(place)).toEqual(['CW-E038']);
  });

  it('hold structs, one memory a field, and in a macro side by side', () => {
    const word = struct({ tag: uint(3), body: bits(5) });
    const Pair = module({
      name: 'pair',
      params: z.object({ macro: z.boolean() }),
      ports: () => ({ at: input(uint(2)), write: input(bool), data: input(word), seen: output(word) }),
      build(m, p, io) {
        const { words } = m.memories({
          words: memory(word, 4, { read: 'sync', ports: 1, ...(p.macro ? { macro: 'pair_macro' } : {}) }),
        });
        m.when(io.write, () => words.write(io.at, io.data));
        io.seen.drive(words.read(io.at));
      },
    });
    for (const macro of [false, true]) {
      const simulator = new Simulator(build(Pair, { macro }));
      for (const [name, value] of Object.entries({ at_i: 2, write_i: 1, data_tag_i: 5, data_body_i: 19 })) {
        simulator.poke(name, value);
      }
      simulator.step();
      simulator.poke('write_i', 0);
      simulator.step();
      expect([simulator.peek('seen_tag_o'), simulator.peek('seen_body_o')]).toEqual([5, 19]);
    }
  });

  it('with initial words need no write, and without are refused', () => {
    const rom = (initial: boolean) =>
      codesOf(() =>
        checked({ a: input(uint(2)), y: output(uint(4)) }, (m, _p, io) => {
          const { rom } = m.memories({ rom: memory(uint(4), 4, initial ? { initial: [3, 1, 2] } : {}) });
          io.y.drive(rom.read(io.a));
        }),
      );
    expect(rom(true)).toEqual([]);
    expect(rom(false)).toEqual(['CW-E025']);
  });
});
