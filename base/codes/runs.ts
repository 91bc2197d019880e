import { defineCodes } from '../code-entry.js';

export const runsCodes = defineCodes([
  {
    code: 'CW-R001',
    title: 'not a trace file',
    exitStatus: 2,
    explanation:
      'The file does not begin as a trace of Crossweave does. `golden.trace` and `rtl.trace` of a run folder are traces; their format is in docs/harness.md.',
    example: 'out/mvmu/runs/1/rtl.trace is not a trace file',
  },
  {
    code: 'CW-R002',
    title: 'a damaged trace file',
    exitStatus: 2,
    explanation:
      'The trace is shorter than its header says, or its check sum does not fit its contents: it was cut off or changed after it was written. Run `crossweave cosim` again to make a new one.',
    example: 'out/mvmu/runs/1/rtl.trace is damaged\n  expected: 81920 bytes\n  actual: 4096 bytes',
  },
  {
    code: 'CW-R003',
    title: 'a trace file of another version',
    exitStatus: 2,
    explanation:
      'The trace was written by a version of Crossweave with another file format. Run `crossweave cosim` again to make a new one.',
    example: 'out/mvmu/runs/1/rtl.trace has another format\n  expected: version 1\n  actual: version 2',
  },
  {
    code: 'CW-R004',
    title: 'traces that cannot be compared',
    exitStatus: 2,
    explanation:
      'Two traces can be compared only if their streams of one unit and kind have the same dimensions, as those of the same configuration and workload have. Compare runs of one configuration and workload.',
    example:
      'the `sum` streams of mvmu0 have different shapes\n  expected: vector 10, step 16, column 128\n  actual: vector 10, step 8, column 128',
  },
  {
    code: 'CW-R005',
    title: 'not a waveform',
    exitStatus: 2,
    explanation:
      'The file is not a value change dump (VCD), or it is damaged. `crossweave cosim --trace vcd` writes one.',
    example: 'runs/1/wave.vcd is not a waveform\n  actual: line 7: $var wire',
  },
  {
    code: 'CW-R010',
    title: 'no run in the folder',
    exitStatus: 2,
    explanation:
      'A run of `crossweave cosim` leaves golden.trace and rtl.trace in runs/<id>/ of the design folder. `crossweave diff` compares the two, or the RTL traces of two runs. The folder named holds no such traces.',
    example: 'crossweave diff out/tiny',
  },
]);
