import { defineCodes } from '../code-entry.js';

export const configurationCodes = defineCodes([
  {
    code: 'CW-C001',
    title: 'not JSON',
    exitStatus: 2,
    explanation:
      'The file does not follow the grammar of JSON (RFC 8259) at the line and column named. JSON has no comments and no trailing commas, and its strings and keys stand in double quotes.',
    example: '{ "system": "puma-mvmu", "name": "unit", }',
  },
  {
    code: 'CW-C002',
    title: 'unknown key',
    exitStatus: 2,
    explanation:
      'The configuration has a key that its system does not know. It is refused rather than passed over, because a misspelt key would leave a default in force unseen. The nearest known key is named; docs/configuration.md lists them all.',
    example: '{ "system": "puma-mvmu", "name": "unit", "colums": 64 }',
  },
  {
    code: 'CW-C003',
    title: 'missing key',
    exitStatus: 2,
    explanation: 'The configuration lacks a key that has no default. Only `system` and `name` are required.',
    example: '{ "system": "puma-mvmu" }',
  },
  {
    code: 'CW-C004',
    title: 'wrong kind of value',
    exitStatus: 2,
    explanation:
      'The value is of another kind than the key takes: a string for a number, say, or a fraction where only whole numbers make sense. Numbers stand in JSON without quotes.',
    example: '{ "system": "puma-mvmu", "name": "unit", "rows": "64" }',
  },
  {
    code: 'CW-C005',
    title: 'value out of range',
    exitStatus: 2,
    explanation:
      'The number is outside the range that the key takes. The ranges are those of the hardware that can be generated and proved; docs/configuration.md lists them.',
    example: '{ "system": "puma-mvmu", "name": "unit", "rows": 1024 }',
  },
  {
    code: 'CW-C006',
    title: 'not one of the words allowed',
    exitStatus: 2,
    explanation: 'The key takes one of a few words, and the value is none of them. The message lists them.',
    example: '{ "system": "puma-mvmu", "name": "unit", "encoding": "offset-flop" }',
  },
  {
    code: 'CW-C007',
    title: 'unsafe name',
    exitStatus: 2,
    explanation:
      'The name of a design becomes a SystemVerilog module, part of file names, and the folder below out/. So it has letters, digits and single underscores only, starts with a letter, has at most 64 characters, is no SystemVerilog keyword, and does not end like a pin (_i, _o, _ni). To write somewhere else, use --out.',
    example: '{ "system": "puma-mvmu", "name": "../elsewhere" }',
  },
  {
    code: 'CW-C008',
    title: 'keys contradict one another',
    exitStatus: 2,
    explanation:
      'Each key is in range by itself, but together they describe no unit that can be built, such as cells wider than the weights. The message names the rule and the limit that follows from the other key, which may be a default.',
    example: '{ "system": "puma-mvmu", "name": "unit", "columns": 4, "adcs": 8 }',
  },
  {
    code: 'CW-C009',
    title: 'unknown system',
    exitStatus: 2,
    explanation: 'The key `system` names no system that can be generated. `crossweave list` shows them.',
    example: '{ "system": "puma-mvm", "name": "unit" }',
  },
  {
    code: 'CW-C010',
    title: 'key given twice',
    exitStatus: 2,
    explanation:
      'An object of the file has the same key twice. JSON readers keep one of them, and not all the same one, so it is refused.',
    example: '{ "system": "puma-mvmu", "name": "unit", "rows": 64, "rows": 128 }',
  },
  {
    code: 'CW-C011',
    title: 'not a setting',
    exitStatus: 2,
    explanation:
      'What follows --set is a path of keys joined by dots, an equals sign and a value: --set output.bits=12. The value is read as JSON and, where it is none, as a string.',
    example: 'crossweave generate puma-mvmu --set rows',
  },
  {
    code: 'CW-C012',
    title: 'unknown path in a setting',
    exitStatus: 2,
    explanation:
      'The path before the equals sign of --set leads to no key of the system. Its steps are keys joined by dots, such as output.bits; docs/mvmu.md lists them.',
    example: 'crossweave generate puma-mvmu --set output.bit=12',
  },
  {
    code: 'CW-C013',
    title: 'no such preset or file',
    exitStatus: 2,
    explanation:
      'What stands for the configuration is neither the name of a preset nor a file. `crossweave list` shows the presets; a path has a `/` in it or ends in `.json`.',
    example: 'crossweave generate puma-mvmv',
  },
  {
    code: 'CW-C014',
    title: 'not a programmable machine',
    exitStatus: 2,
    explanation:
      'Programs are for the systems puma-core and puma-tile; the configuration is of another one. What is assembled, disassembled or run depends on its field widths and memories, so none is assumed.',
    example: 'crossweave assemble program.s --config puma-mvmu -o program.json',
  },
  {
    code: 'CW-C020',
    title: 'wrong usage',
    exitStatus: 2,
    explanation:
      'The command line has an unknown command or option, or an argument too few or too many. `crossweave help` and `crossweave help <command>` show what there is.',
    example: 'crossweave cosim puma-mvmu --vector 10',
  },
  {
    code: 'CW-C021',
    title: 'wrong value of an option',
    exitStatus: 2,
    explanation:
      'The value of an option is out of its range or none of its words. All such options of the command line are reported together.',
    example: 'crossweave cosim puma-mvmu --vectors none',
  },
  {
    code: 'CW-C022',
    title: 'options that exclude one another',
    exitStatus: 2,
    explanation:
      'Two options of the command line cannot be had together: --rtl runs SystemVerilog, which only the verilator engine reads. Leave one of them out.',
    example: 'crossweave cosim puma-mvmu --rtl my_rtl --engine builtin',
  },
  {
    code: 'CW-C023',
    title: 'unknown error code',
    exitStatus: 2,
    explanation:
      'There is no such error code. Codes are CW- and a letter and three digits, and stand at the start of every message.',
    example: 'crossweave explain CW-C999',
  },
  {
    code: 'CW-C099',
    title: 'fault in Crossweave',
    exitStatus: 3,
    explanation:
      'Something went wrong that Crossweave has no message for: the fault is in Crossweave, not in the input. Earlier output is intact. Please report it with the command line and the stack that the message shows.',
    example: 'error CW-C099: a fault in Crossweave: ...',
  },
  {
    code: 'CW-C030',
    title: 'engine cannot run this RTL',
    exitStatus: 2,
    explanation:
      'The built-in engine simulates the modules in memory and reads no SystemVerilog. RTL from a folder (--rtl) therefore needs the engine `verilator` or `icarus`.',
    example: 'crossweave cosim tiny --rtl edited/rtl --engine builtin',
  },
]);
