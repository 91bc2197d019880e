import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { CrossweaveError } from '../../../base/crossweave-error.js';
import { renderDiagnostics } from '../../../base/render-diagnostic.js';
import { assembleFile, assembleText } from '../../../compiler/puma/index.js';
import type { PumaMachineConfig } from '../../../config/puma-machine.js';
import { machine } from './machines.js';

const small = machine({
  cores: 2,
  dimension: 4,
  mvmus: 2,
  registers: 16,
  instructions: 16,
  memory: { words: 64, countBits: 4 },
  tile: { instructions: 16, fifos: 2 },
});
const folder = mkdtempSync(join(tmpdir(), 'crossweave-messages-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Findings as the command line shows them. */
function told(source: string, config: PumaMachineConfig = small): string {
  const show = (all: Parameters<typeof renderDiagnostics>[0]) =>
    renderDiagnostics(all, { readSource: (file) => (file === 'a.s' ? source : undefined) }).replaceAll(
      `${folder}/`,
      '',
    );
  try {
    return show(assembleText(source, config, { file: 'a.s', folder }).warnings);
  } catch (error) {
    if (error instanceof CrossweaveError) return show(error.diagnostics);
    throw error;
  }
}

/** Statement of core 0, code, message, column, comparison, and hint. */
const inCore: [string, string, string, number, string, string?][] = [
  ['alu.add r0, r1 r2, 4', 'CW-P001', 'operands are separated by commas', 16, 'expected ",", got "r2"'],
  [
    '5 r0',
    'CW-P001',
    'a statement begins with a name',
    1,
    'expected a label, an instruction or a directive, got "5"',
  ],
  [
    'set r0,',
    'CW-P001',
    'an operand is missing',
    8,
    'expected an operand after the comma, got the end of the line',
  ],
  ['set r0, (1 + 2', 'CW-P001', 'a parenthesis is not closed', 15, 'expected ")", got the end of the line'],
  ['set r(1, 2', 'CW-P001', 'a parenthesis is not closed', 8, 'expected ")", got ","'],
  [
    'set r0, 1 +',
    'CW-P001',
    'an operand is missing',
    12,
    'expected a number, a symbol or a register, got the end of the line',
  ],
  [
    'set r0, 0x',
    'CW-P001',
    'this is no number',
    9,
    'expected decimal digits with or without a point, 0x and hexadecimal digits, or 0b and binary digits, got "0x"',
  ],
  [
    'set r0, 12ab',
    'CW-P001',
    'this is no number',
    9,
    'expected decimal digits with or without a point, 0x and hexadecimal digits, or 0b and binary digits, got "12ab"',
  ],
  [
    'set xin0.x, 1',
    'CW-P001',
    'the number of a register is missing',
    10,
    'expected digits, or an expression in parentheses, got "x"',
  ],
  [
    'set xin(0), 1',
    'CW-P001',
    'xin takes the number of an MVMU, a point, and a register',
    11,
    'expected ".", got ","',
  ],
  [
    'load r0, [5], 1, 1',
    'CW-P001',
    'brackets hold an address register',
    11,
    'expected a register such as r5, got "5"',
  ],
  ['load r0, [r5, 1, 1', 'CW-P001', 'a bracket is not closed', 13, 'expected "]", got ","'],
  ['.const 5 6', 'CW-P001', 'the constant has no name', 8, 'expected a name, got "5"'],
  [
    '.const N 6 7',
    'CW-P001',
    'the constant has a value and no more',
    12,
    'expected the end of the line, got "7"',
  ],
  ['alu.ad r0, r1, r2, 4', 'CW-P002', 'there is no instruction alu.ad', 1, '', 'did you mean alu.add?'],
  [
    'alu r0, r1, r2, 4',
    'CW-P002',
    'there is no instruction alu',
    1,
    '',
    'it takes an operation: alu.add, alu.sub, alu.mul, alu.div, alu.shl, alu.shr, alu.and, alu.or, alu.not, alu.relu, alu.sigmoid, alu.tanh, alu.log, alu.exp, alu.rand, alu.subsample, alu.min, alu.max',
  ],
  [
    'send 0, 0, 0, 1, 1',
    'CW-P002',
    'there is no instruction send',
    1,
    '',
    'it is an instruction of the tile control unit: put it below .tile',
  ],
  ['.dta r0, 1', 'CW-P002', 'there is no directive .dta', 1, '', 'did you mean .data?'],
  ['qqqqqqqqq', 'CW-P002', 'there is no instruction qqqqqqqqq', 1, '', 'docs/puma-assembly.md lists them'],
  [
    'jmp loup',
    'CW-P003',
    'there is no symbol "loup"',
    5,
    'expected a constant, or a label of this program, got "loup"',
    'did you mean "loop"?',
  ],
  [
    'set r0, unknown',
    'CW-P003',
    'there is no symbol "unknown"',
    9,
    'expected a constant, or a label of this program, got "unknown"',
    'define it by `.const unknown ...`',
  ],
  [
    'set r0, 1 + r5',
    'CW-P003',
    '"r5" is no number',
    13,
    'expected a constant, or a label of this program, got "r5"',
    'registers are r5, xin1.7 and xout1.7',
  ],
  ['xin: hlt', 'CW-P004', '"xin" reads as a register', 1, '', 'choose another name'],
  ['.const r12 5', 'CW-P004', '"r12" reads as a register', 8, '', 'choose another name'],
  [
    'alu.add r0, r1, 4',
    'CW-P005',
    'alu.add takes 4 operands',
    1,
    'expected dest, src1, src2, vecWidth, got 3 operands',
  ],
  ['hlt 1', 'CW-P005', 'hlt takes 0 operands', 1, 'expected nothing after it, got 1 operands'],
  [
    'set xout0.1, 1',
    'CW-P005',
    'only mvm writes XbarOut registers',
    5,
    'expected a general register or xin, got xout',
  ],
  [
    'alu.relu r0, xin0.1, 1',
    'CW-P005',
    'only mvm and copy read XbarIn registers',
    14,
    'expected a general register or xout, got xin',
  ],
  [
    'load r0, [xin0.0], 1, 1',
    'CW-P005',
    'only mvm and copy read XbarIn registers',
    11,
    'expected a general register or xout, got xin',
  ],
  [
    'copy.xin r0, xout0.0, 1, 1',
    'CW-P005',
    'copy.xin reads no XbarOut registers',
    14,
    'expected xin, got xout',
  ],
  [
    'load r0, r1, 1, 1',
    'CW-P005',
    'the address is a register in brackets',
    10,
    'expected a register in brackets, such as [r5], got a register',
  ],
  [
    'store 16, r1, 0, 1, 1',
    'CW-P005',
    'the address is a register in brackets',
    7,
    'expected a register in brackets, such as [r5], got a number',
  ],
  [
    'alu.relu [r0], r1, 1',
    'CW-P005',
    'dest is a register',
    10,
    'expected a register, such as r5, got a register in brackets',
  ],
  [
    'alu.relu r0, "r1", 1',
    'CW-P005',
    'src1 is a register',
    14,
    'expected a register, such as r5, got a text in quotes',
  ],
  ['set r0, r1', 'CW-P005', 'the immediate is a number', 9, 'expected a number, got a register'],
  ['set 0, 1', 'CW-P005', 'dest is a register', 5, 'expected a register, such as r5, got a number'],
  [
    '.data 0, 1',
    'CW-P005',
    '.data begins with a register',
    7,
    'expected a register, such as r5 or xin0.0, got a number',
  ],
  ['.data r0', 'CW-P005', '.data has the wrong operands', 1, 'expected at least one value'],
  ['.data', 'CW-P005', '.data has the wrong operands', 1, 'expected a register and values'],
  [
    '.cells 0',
    'CW-P005',
    '.cells has the wrong operands',
    1,
    'expected an MVMU, then a row and weights, or a file',
  ],
  [
    '.cells 0, "row.json", 1',
    'CW-P005',
    '.cells has the wrong operands',
    1,
    'expected an MVMU and a file, and then nothing or a row and a column',
  ],
  ['.memory 0', 'CW-P005', '.memory has the wrong operands', 1, 'expected an address, a count and values'],
  ['.packet', 'CW-P005', '.packet has the wrong operands', 1, 'expected a FIFO and values'],
  ['.word', 'CW-P005', '.word has the wrong operands', 1, 'expected a number of 56 bits'],
  ['.core', 'CW-P005', '.core has the wrong operands', 1, 'expected the number of a core'],
  ['.tile 1', 'CW-P005', '.tile has the wrong operands', 1, 'expected nothing after it'],
  [
    'set r0, 8.0',
    'CW-P006',
    'the immediate is out of range',
    9,
    'expected -32768 .. 65535, or -8 .. 7.999755859375 with a point, got 8',
  ],
  [
    'set r0, 65536',
    'CW-P006',
    'the immediate is out of range',
    9,
    'expected -32768 .. 65535, or -8 .. 7.999755859375 with a point, got 65536',
  ],
  ['alu.relu r0, r0, 0', 'CW-P006', 'the vecWidth is out of range', 18, 'expected 1 .. 32, got 0'],
  ['alu.relu r0, r0, 1.5', 'CW-P006', 'the vecWidth is a whole number', 18, 'expected 1 .. 32, got 1.5'],
  ['alu.shl r0, r0, 32, 1', 'CW-P006', 'the shift amount is out of range', 17, 'expected 0 .. 31, got 32'],
  ['alu.subsample r0, r0, 0, 1', 'CW-P006', 'the stride is out of range', 23, 'expected 1 .. 31, got 0'],
  ['load r0, [r0], 17, 1', 'CW-P006', 'the width is out of range', 16, 'expected 1 .. 16, got 17'],
  [
    'store [r0], r0, 16, 1, 1',
    'CW-P006',
    'the count is out of range',
    17,
    'expected 0 .. 15, got 16',
    'memory.countBits of the configuration sets the limit',
  ],
  ['mvm 0, r0, r0', 'CW-P006', 'the mask is out of range', 5, 'expected 1 .. 65535, got 0'],
  ['jmp 16', 'CW-P006', 'the instruction address is out of range', 5, 'expected 0 .. 15, got 16'],
  [
    '.cells 0, 0, 40000, 0, 0, 0',
    'CW-P006',
    'a weight is out of range',
    14,
    'expected -32768 .. 32767, or -8 .. 7.999755859375 with a point, got 40000',
  ],
  ['.cells 0, 4, 0, 0, 0, 0', 'CW-P006', 'the row is out of range', 11, 'expected 0 .. 3, got 4'],
  ['.cells 0, "row.json", 0, 4', 'CW-P006', 'the column is out of range', 26, 'expected 0 .. 3, got 4'],
  [
    '.packet 0, 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17',
    'CW-P006',
    'a packet is longer than a block',
    1,
    'expected 1 .. 16 words, got 17 words',
  ],
  [
    '.memory 0, 16, 1',
    'CW-P006',
    'the count is out of range',
    12,
    'expected 0 .. 15, got 16',
    'memory.countBits of the configuration sets the limit',
  ],
  ['.word -1', 'CW-P006', 'the word is out of range', 7, 'expected a whole number of 56 bits'],
  ['set r16, 1', 'CW-P007', 'the general register is out of range', 6, 'expected 0 .. 15, got 16'],
  ['set xin0.4, 1', 'CW-P007', 'the xin register is out of range', 10, 'expected 0 .. 3, got 4'],
  [
    'alu.relu r0, r10, 8',
    'CW-P007',
    'the vector leaves the registers',
    14,
    'expected at most r15, got 2 words more',
  ],
  [
    'alu.subsample r0, r0, 31, 2',
    'CW-P007',
    'the vector leaves the registers',
    19,
    'expected at most r15, got 16 words more',
  ],
  [
    'load r1, [r0], 16, 1',
    'CW-P007',
    'the vector leaves the registers',
    6,
    'expected at most r15, got 1 words more',
  ],
  [
    '.data r14, 1, 2, 3',
    'CW-P007',
    'the data leave the registers',
    7,
    'expected at most r15, got 1 words more',
  ],
  ['.memory 64, 0, 1', 'CW-P008', 'the memory address is out of range', 9, 'expected 0 .. 63, got 64'],
  [
    '.memory 63, 0, 1, 2',
    'CW-P008',
    'the words leave the data memory',
    9,
    'expected at most address 63, got address 64',
  ],
  ['set r0, 1 / (2 - 2)', 'CW-P010', 'a division by zero', 11, 'expected a divisor other than 0, got 0'],
  ['.core 2', 'CW-P011', 'the core is out of range', 7, 'expected 0 .. 1, got 2'],
  [
    '.data r0, 1, 2\n.data r1, 3',
    'CW-P012',
    'a register is given its contents twice',
    7,
    'got r1',
    'keep one of the two',
  ],
  [
    '.data xin1.3, 1\n.data xin1.3, 3',
    'CW-P012',
    'a register is given its contents twice',
    7,
    'got xin1.3',
    'keep one of the two',
  ],
  [
    '.memory 5, 1, 1, 2\n.memory 6, 1, 3',
    'CW-P012',
    'a word of memory is given its contents twice',
    9,
    'got address 6',
    'keep one of the two',
  ],
  [
    '.cells 1, 2, 0, 0, 0, 0\n.cells 1, "row.json", 2, 1',
    'CW-P012',
    'a cell is given its contents twice',
    11,
    'got row 2, column 1',
    'keep one of the two',
  ],
  [
    '.cells 0, 0, 1, 2, 3, 4, 5',
    'CW-P013',
    'a row of weights is too long',
    11,
    'expected at most 4 weights, got 5 weights',
  ],
  [
    '.cells 0, "row.json"',
    'CW-P013',
    'the matrix does not fit the MVMU',
    11,
    'expected 4 x 4 weights, got 1 x 2 weights',
    'a smaller matrix is put in its place by a row and a column after the file',
  ],
  [
    '.cells 0, "row.json", 0, 3',
    'CW-P013',
    'the matrix does not fit the MVMU',
    11,
    'expected at most 4 x 1 weights there, got 1 x 2 weights',
  ],
  [
    'mvm 0b111, r0, r0',
    'CW-P014',
    'there is no MVMU 2',
    5,
    'expected a mask of 2 bits, one for each MVMU, got 0b111',
  ],
  ['set xin2.0, 1', 'CW-P014', 'the MVMU is out of range', 8, 'expected 0 .. 1, got 2'],
  ['.cells 2, 0, 1, 2, 3, 4', 'CW-P014', 'the MVMU is out of range', 8, 'expected 0 .. 1, got 2'],
  ['.packet 2, 1', 'CW-P015', 'the FIFO is out of range', 9, 'expected 0 .. 1, got 2'],
];

writeFileSync(join(folder, 'row.json'), '[[1, 2]]');

describe('messages about a statement', () => {
  test.each(inCore)('%s', (statement, code, message, column, comparison, hint) => {
    const source = `.core 0\nloop: hlt\n${statement}\n`;
    const lines = source.split('\n');
    const line = statement.includes('\n') ? 4 : 3;
    const caret = `      | ${' '.repeat(column - 1)}^ ${comparison}`.trimEnd();
    const text = [
      `error ${code}: ${message}`,
      `  --> a.s:${line}:${column}`,
      `    ${line} | ${lines[line - 1]}`,
      caret,
      ...(hint === undefined ? [] : [`  hint: ${hint}`]),
    ].join('\n');
    expect(told(source)).toBe(text);
  });
});

describe('messages about a program', () => {
  test('all findings of a text come at once, in its order', () => {
    const source = '.core 0\nadd r0\nset r0, x\nload r0 [r1], 1,\n  1\nset r16, 99999\n.core 3\nhlt 3';
    const places = [...told(source).matchAll(/error (CW-P\d+).*\n {2}--> a\.s:(\d+:\d+)/g)];
    expect(places.map(([, code, place]) => `${code} ${place}`)).toEqual([
      'CW-P002 2:1',
      'CW-P003 3:9',
      'CW-P001 4:9',
      'CW-P007 6:6',
      'CW-P006 6:10',
      'CW-P011 7:7',
    ]);
  });

  test('symbols defined twice name both places', () => {
    expect(told('.const N 1\n.core 0\nN: hlt\n.const N 2')).toBe(`error CW-P004: "N" is defined twice
  --> a.s:3:1
    3 | N: hlt
      | ^
  first defined at a.s:1:8

error CW-P004: "N" is defined twice
  --> a.s:4:8
    4 | .const N 2
      |        ^
  first defined at a.s:1:8`);
    expect(told('.core 0\na: hlt\na: hlt')).toContain('first defined at a.s:2:1');
    expect(told('.core 0\na: hlt\n.core 1\na: hlt')).toBe('');
  });

  test('a constant that needs itself is told once', () => {
    expect(told('.const A B + 1\n.const B A - 1\n.core 0\nset r0, A\nset r1, B\nhlt')).toBe(
      `error CW-P010: the constant A needs its own value
  --> a.s:1:8
    1 | .const A B + 1
      |        ^
  hint: give it a value that does not come back to it`,
    );
  });

  test('labels are of their own program', () => {
    expect(told('.core 0\na: hlt\n.core 1\njmp a\nhlt')).toContain('there is no symbol "a"');
    expect(told('.core 0\na: hlt\n.const B a')).toBe('');
    expect(told('.core 0\na: hlt\n.memory a, 0, 1')).toContain('expected a constant, got "a"');
  });

  test('statements in the wrong place', () => {
    expect(
      told('set r0, 1\nb: .data r0, 1\n.tile\n.data r0, 1\nhalt'),
    ).toBe(`error CW-P011: set belongs to a program
  --> a.s:1:1
    1 | set r0, 1
      | ^ expected below .core or .tile

error CW-P011: b belongs to a program
  --> a.s:2:1
    2 | b: .data r0, 1
      | ^ expected below .core or .tile

error CW-P011: .data gives contents to a core
  --> a.s:2:4
    2 | b: .data r0, 1
      |    ^ expected below .core

error CW-P011: .data gives contents to a core
  --> a.s:4:1
    4 | .data r0, 1
      | ^ expected below .core`);
    expect(
      told('hlt\n.tile\nhalt\n.packet 0, 1', machine({ system: 'puma-core' })),
    ).toBe(`error CW-P011: .tile is for a tile
  --> a.s:2:1
    2 | .tile
      | ^ expected a configuration of the system puma-tile, got puma-core

error CW-P011: .packet is for a tile
  --> a.s:4:1
    4 | .packet 0, 1
      | ^ expected a configuration of the system puma-tile, got puma-core`);
  });

  test('programs longer than their memories', () => {
    const source = `.core 1\n${'jmp 0\n'.repeat(17)}.tile\n${'halt\n'.repeat(18)}`;
    expect(told(source)).toBe(`error CW-P009: the program is longer than its memory
  --> a.s:18:1
   18 | jmp 0
      | ^ expected at most 16 instructions, got 17 instructions
  hint: \`instructions\` of the configuration sets the limit

error CW-P009: the program is longer than its memory
  --> a.s:36:1
   36 | halt
      | ^ expected at most 16 instructions, got 18 instructions
  hint: \`tile.instructions\` of the configuration sets the limit`);
  });

  test('tile instructions', () => {
    expect(
      told(
        '.tile\nsend 60, 255, 65535, 3, 2\nsend 64, 256, 0, 1, 1025\nreceive 0, 2, 16, 1, 1\nset r0, 1\nhalt',
      ),
    ).toBe(`error CW-P008: the blocks leave the data memory
  --> a.s:2:6
    2 | send 60, 255, 65535, 3, 2
      |      ^ expected at most address 63, got address 65

error CW-P008: the memory address is out of range
  --> a.s:3:6
    3 | send 64, 256, 0, 1, 1025
      |      ^ expected 0 .. 63, got 64

error CW-P006: the fifo is out of range
  --> a.s:3:10
    3 | send 64, 256, 0, 1, 1025
      |          ^ expected 0 .. 255, got 256

error CW-P006: the vecWidth is out of range
  --> a.s:3:21
    3 | send 64, 256, 0, 1, 1025
      |                     ^ expected 1 .. 1024, got 1025

error CW-P015: the fifo is out of range
  --> a.s:4:12
    4 | receive 0, 2, 16, 1, 1
      |            ^ expected 0 .. 1, got 2

error CW-P006: the count is out of range
  --> a.s:4:15
    4 | receive 0, 2, 16, 1, 1
      |               ^ expected 0 .. 15, got 16
  hint: memory.countBits of the configuration sets the limit

error CW-P002: there is no instruction set
  --> a.s:5:1
    5 | set r0, 1
      | ^
  hint: it is an instruction of a core: put it below .core`);
  });

  test('a receive that nobody feeds, and one of another width', () => {
    const source = '.tile\nreceive 0, 1, 1, 2, 2\nhalt\n.packet 1, 1, 2\n';
    expect(told(source)).toBe(`error CW-P016: nobody feeds block 1 of this receive
  --> a.s:2:1
    2 | receive 0, 1, 1, 2, 2
      | ^ expected a packet for FIFO 1, got 1 packets for it in all
  hint: packets for a tile by itself come from .packet`);
    expect(
      told(`${source}.packet 1, 1, 2, 3`),
    ).toBe(`error CW-P017: block 1 of this receive meets a packet of another width
  --> a.s:2:1
    2 | receive 0, 1, 1, 2, 2
      | ^ expected a packet of 2 words for FIFO 1, got 3 words
  hint: packets of a FIFO are taken in order`);
  });

  test('warnings', () => {
    expect(
      told('.core 0\njmp 2\nalu.relu r1, r0, 2'),
    ).toBe(`warning CW-P019: the jump leads past the end of the program
  --> a.s:2:1
    2 | jmp 2
      | ^
  hint: words past the program are no instructions: the unit would trap

warning CW-P019: the program does not end here
  --> a.s:3:1
    3 | alu.relu r1, r0, 2
      | ^ expected hlt or jmp as the last instruction
  hint: words past the program are no instructions: the unit would trap

warning CW-P018: the destination overlaps a source from above, so elements are overwritten before they are read
  --> a.s:3:10
    3 | alu.relu r1, r0, 2
      |          ^
  hint: work from a copy, or in an order in which the destination does not lie above`);
  });
});

describe('messages about data files', () => {
  const file = (name: string, json: string) => writeFileSync(join(folder, name), json);

  test('one that is not there, and one that is no JSON', () => {
    file('broken.json', '[1, 2');
    expect(
      told('.core 0\nhlt\n.data r0, "missing.json"\n.data r1, "broken.json"\n'),
    ).toBe(`error CW-F001: the data file "missing.json" cannot be read
  --> a.s:3:11
    3 | .data r0, "missing.json"
      |           ^ expected a file that can be read, got there is no such file

error CW-C001: the file is not JSON
  --> broken.json:1:6
  expected "," or "]", got the end of the file
  hint: JSON has no comments, no trailing commas, and double quotes only`);
  });

  test('one that holds something else', () => {
    file('object.json', '{ "weights": [1] }');
    file('words.json', '{ "values": [1, [2, 0.5], "3", 40000] }');
    file('ragged.json', '[[1, 2], [3], [4, 99999]]');
    file('flat.json', '[1, 2]');
    file('many.json', JSON.stringify(Array(25).fill(0.5)));
    const fault = (path: string, comparison: string) =>
      `error CW-P013: the data file does not hold what it is read for\n  --> ${path}\n  ${comparison}`;
    expect(told('.core 0\nhlt\n.memory 0, 0, "object.json", "words.json"')).toBe(
      [
        fault('object.json: `$`', 'expected an array, or an object with an array `values`, got an object'),
        fault('words.json: `values[1][1]`', 'expected a whole number -32768 .. 32767, got 0.5'),
        fault('words.json: `values[2]`', 'expected a whole number -32768 .. 32767, got "3"'),
        fault('words.json: `values[3]`', 'expected a whole number -32768 .. 32767, got 40000'),
      ].join('\n\n'),
    );
    expect(told('.core 0\nhlt\n.cells 0, "ragged.json", 0, 0\n.cells 1, "flat.json", 0, 0')).toBe(
      [
        fault('ragged.json: `$[1]`', 'expected a row of 2 weights, as the first one has, got an array of 1'),
        fault('ragged.json: `$[2][1]`', 'expected a weight -32768 .. 32767, got 99999'),
        fault('flat.json: `$`', 'expected an array of rows of weights, got 1'),
      ].join('\n\n'),
    );
    expect(told('.core 0\nhlt\n.memory 0, 0, "many.json"')).toMatch(
      /\n\nerror CW-P013: 5 more findings in the data file\n {2}--> many\.json: `\$`$/,
    );
  });

  test('a program file that is not there', () => {
    expect(() => assembleFile(join(folder, 'none.s'), small)).toThrow(/CW-F001: the program cannot be read/);
  });
});
