import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { Simulator } from '../../../hdl-dsl/sim/simulator.js';
import { VcdWriter, type VcdWriterOptions } from '../../../hdl-dsl/sim/vcd-writer.js';
import { readVcdWindow } from '../../../verilator-harness/vcd-window.js';
import * as ir from '../print/support/ir.js';
import { Random } from '../print/support/random.js';
import { randomDesign } from '../print/support/random-design.js';

const folder = mkdtempSync(join(tmpdir(), 'crossweave-vcd-'));
afterAll(() => rmSync(folder, { recursive: true }));

const up = ir.input('up', ir.bool);
const count = ir.register('count', ir.uint(3), 6n);
const counter = ir.module('counter', {
  ports: [up],
  registers: [count],
  body: [ir.when(ir.read(up), [ir.assign(count, ir.binary('add', ir.read(count), ir.lit(ir.uint(3), 1)))])],
});
const x = ir.instance('x', counter);
const go = ir.input('go', ir.bool);
const shell = ir.module('shell', {
  ports: [go],
  instances: [x],
  body: [ir.assign(ir.portOf(x, 'up'), ir.read(go))],
});

function record(name: string, options: VcdWriterOptions = {}): string {
  const file = join(folder, name);
  const writer = new VcdWriter(file, options);
  const simulator = new Simulator(shell);
  simulator.trace(writer);
  simulator.step();
  simulator.poke('go_i', 1);
  simulator.step(3);
  writer.close();
  return file;
}

describe('waveforms', () => {
  test('have pins from the start of a cycle, registers from its edge in the middle', () => {
    expect(readFileSync(record('all.vcd'), 'utf8').trim().split('\n')).toEqual([
      '$timescale 1ns $end',
      '$scope module shell $end',
      '$var wire 1 ! clk_i $end',
      '$var wire 1 " rst_ni $end',
      '$var wire 1 # go_i $end',
      '$var wire 1 # x_up $end',
      '$scope module u_x $end',
      '$var wire 1 # up_i $end',
      '$var wire 3 $ count_q [2:0] $end',
      '$upscope $end',
      '$upscope $end',
      '$enddefinitions $end',
      '#0',
      '0!',
      '1"',
      '0#',
      'b110 $',
      '#5',
      '1!',
      '#10',
      '0!',
      '1#',
      '#15',
      '1!',
      'b111 $',
      '#20',
      '0!',
      '#25',
      '1!',
      'b0 $',
      '#30',
      '0!',
      '#35',
      '1!',
      'b1 $',
    ]);
  });

  test('are the same bytes for the same run', () => {
    expect(readFileSync(record('one.vcd'))).toEqual(readFileSync(record('two.vcd')));
  });

  test('of a window begin with all values and hold nothing outside', () => {
    const text = readFileSync(record('window.vcd', { fromCycle: 2, toCycle: 2 }), 'utf8');
    expect(text.split('$enddefinitions $end\n')[1]?.trim().split('\n')).toEqual([
      '#20',
      '0!',
      '1"',
      '1#',
      'b111 $',
      '#25',
      '1!',
      'b0 $',
    ]);
  });

  test('show the cycle in which an assertion fails', () => {
    const file = join(folder, 'failed.vcd');
    const writer = new VcdWriter(file);
    const ok = ir.input('ok', ir.bool);
    const simulator = new Simulator(
      ir.module('host', { ports: [ok], assertions: [ir.assertion('AlwaysOk', ir.read(ok), 'ok is 1')] }),
    );
    simulator.trace(writer);
    simulator.poke('ok_i', 1);
    simulator.step();
    simulator.poke('ok_i', 0);
    simulator.step();
    writer.close();
    expect(readFileSync(file, 'utf8').split('$enddefinitions $end\n')[1]?.trim().split('\n')).toEqual([
      '#0',
      '0!',
      '1"',
      '1#',
      '#5',
      '1!',
      '#10',
      '0!',
      '0#',
    ]);
  });

  test.each([7, 8, 9])('read back, are what the simulator shows: random design %i', (seed) => {
    const cycles = 12;
    const top = randomDesign(seed, 'dut');
    const file = join(folder, `random-${seed}.vcd`);
    const simulator = new Simulator(top);
    const writer = new VcdWriter(file);
    simulator.trace(writer);
    const random = new Random(seed);
    const paths = simulator.signals();
    const shown = new Map(paths.map(({ path }) => [`dut.${path}`, new Map<number, string>()]));
    const look = (tick: number): void => {
      for (const { path } of paths)
        shown.get(`dut.${path}`)?.set(tick, simulator.peekSignal(path).toString(2));
    };
    for (let cycle = 0; cycle < cycles; cycle++) {
      for (const p of top.ports.filter((port) => port.direction === 'input')) {
        simulator.poke(`${p.name}_i`, random.bits(p.type.width));
      }
      look(cycle * 10);
      simulator.step();
      look(cycle * 10 + 5);
    }
    writer.close();
    const { signals } = readVcdWindow(file, { from: 0, to: cycles - 1 });
    const named = signals.filter(({ name }) => !/\.(clk_i|rst_ni)$/.test(name));
    expect(named.map((s) => s.name).sort()).toEqual([...shown.keys()].sort());
    for (const { name, changes } of named) {
      for (const [tick, value] of shown.get(name) ?? []) {
        const last = changes.filter((change) => change.tick <= tick).at(-1);
        expect(last?.value, `${name} at ${tick}`).toBe(value);
      }
    }
  });
});
