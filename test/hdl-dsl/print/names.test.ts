import { describe, expect, test } from 'vitest';
import { NameScope } from '../../../hdl-dsl/names/name-scope.js';
import { printDesign, printedPorts } from '../../../hdl-dsl/print/index.js';
import { literalText } from '../../../hdl-dsl/print/literals.js';
import * as ir from './support/ir.js';

describe('names', () => {
  test('reserved words and taken names give way', () => {
    const scope = new NameScope();
    expect(['wire', 'sum', 'sum', 'sum', 'logic'].map((name) => scope.claim(name))).toEqual([
      'wire_',
      'sum',
      'sum_2',
      'sum_3',
      'logic_',
    ]);
  });

  test('pins are named by direction, clock and reset left out', () => {
    const valid = ir.input('code_valid', ir.bool);
    const ready = ir.output('code_ready', ir.bool);
    const sum = ir.output('sum', ir.sint(5));
    const top = ir.module('unit', { ports: [valid, ready, sum], registers: [ir.register('r', ir.bool, 0n)] });
    expect(printedPorts(top)).toEqual([
      { name: 'code_valid_i', direction: 'input', width: 1, signed: false },
      { name: 'code_ready_o', direction: 'output', width: 1, signed: false },
      { name: 'sum_o', direction: 'output', width: 5, signed: true },
    ]);
  });

  test('a module instantiated twice is printed once, two modules of one name are told apart', () => {
    const leaf = (value: number) => {
      const y = ir.output('y', ir.uint(4));
      return ir.module('leaf', { ports: [y], body: [ir.assign(y, ir.lit(ir.uint(4), value))] });
    };
    const instances = [leaf(1), leaf(1), leaf(2)].map((of, i) => ir.instance(`i${i}`, of));
    const y = ir.output('y', ir.bits(12));
    const parts = instances.map((i) => ir.read(ir.portOf(i, 'y')));
    const top = ir.module('top', { ports: [y], instances, body: [ir.assign(y, ir.concat(...parts))] });
    const files = printDesign(top, { command: 'make' });
    expect(files.map((file) => file.path)).toEqual(['leaf.sv', 'leaf_2.sv', 'top.sv']);
    expect(files[2]?.text).toMatch(/leaf u_i0 [\s\S]*leaf u_i1 [\s\S]*leaf_2 u_i2 /);
  });

  test('the header says what the module is for, where it comes from and how to make it again', () => {
    const [file] = printDesign(ir.module('unit', { comment: 'holds nothing.' }), {
      command: 'crossweave generate x',
    });
    expect(file?.text.split('\n').slice(0, 3)).toEqual([
      '// unit: holds nothing.',
      '// Made from test/hdl-dsl/print/example.ts by `crossweave generate x`. DO NOT EDIT.',
      'module unit (',
    ]);
  });
});

test.each([
  [0n, 1, false, "1'b0"],
  [-1n, 1, true, "1'sb1"],
  [3n, 8, false, "8'd3"],
  [-3n, 8, true, "-8'sd3"],
  [127n, 8, true, "8'sd127"],
  [-128n, 8, true, "8'sh80"],
  [65535n, 16, false, "16'd65535"],
  [65536n, 17, false, "17'h1_0000"],
  [-65536n, 20, true, "-20'sh1_0000"],
  [(1n << 64n) - 1n, 64, false, "64'hFFFF_FFFF_FFFF_FFFF"],
] as const)('%d in %i bits, signed %s, is %s', (value, width, signed, text) => {
  expect(literalText(value, width, signed)).toBe(text);
});
