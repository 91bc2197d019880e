import { differs, fails, hangs } from './expectations.js';
import type { Fault } from './fault.js';

/** In an XNOR array of three word lines. */
export const binaryFaults: readonly Fault[] = [
  {
    name: 'the odd word line is not counted',
    module: 'shift_add',
    edits: [["+ 5'sd1", "+ 5'sd0"]],
    expected: differs('out', { vector: 0, column: 0 }),
  },
];

/** In an array of multi-bit capacitors. */
export const multibitFaults: readonly Fault[] = [
  {
    name: 'X is not taken off',
    module: 'accumulator',
    edits: [["7'(total_q) - $signed({input_sum_i, 2'd0})", "7'(total_q)"]],
    expected: differs('out', { vector: 0, column: 0 }),
  },
  {
    name: 'the top bit of the inputs is left out of X',
    long: true,
    module: 'input_sum',
    edits: [['$countones(row_code_i[5:3])', '$countones(row_code_i[2:0])']],
    expected: differs('out'),
  },
];

/** In a bit-serial array. */
export const serialFaults: readonly Fault[] = [
  {
    name: 'the top bit of a weight counts positively',
    module: 'shift_add',
    edits: [['(-$signed(', '($signed(']],
    expected: differs('out', { vector: 0 }),
  },
  {
    name: 'every step counts once',
    module: 'pipeline',
    edits: [['assign sum_shift_d = code_step_q;', "assign sum_shift_d = 1'b0;"]],
    expected: differs('out', { vector: 0 }),
  },
  {
    name: 'codes of the wrong ADC',
    module: '',
    edits: [['.codes_i(xbar_0_code[11:6])', '.codes_i(xbar_0_code[5:0])']],
    expected: differs('out', { column: 1 }),
  },
];

/** Under a ramp of seven thresholds. */
export const rampFaults: readonly Fault[] = [
  {
    name: 'the ramp ends before its last threshold',
    module: 'sequencer',
    edits: [["reached_i && threshold_q != 3'd7", "reached_i && threshold_q < 3'd6"]],
    expected: differs('ramps'),
  },
  {
    name: 'the early stop comes one threshold late',
    module: 'ramp_code',
    edits: [
      ['assign reached_o = reached;', 'assign reached_o = reached || (compared_i && running_q && !first_i);'],
    ],
    expected: differs('ramps', { vector: 0 }),
  },
  {
    name: 'the ramp never stops early',
    long: true,
    module: 'sequencer',
    edits: [["reached_i && threshold_q != 3'd7", "threshold_q != 3'd7"]],
    expected: differs('ramps', { vector: 0 }),
  },
  {
    name: 'the second column alone stops the ramp',
    module: '',
    edits: [
      [
        'sequencer_reached = ramp_code_0_reached || ramp_code_1_reached',
        'sequencer_reached = ramp_code_1_reached',
      ],
    ],
    expected: differs('code', { vector: 0, column: 0 }),
  },
  {
    name: 'a column reads the comparator beside it',
    module: '',
    edits: [['.above_i(xbar_0_above[1])', '.above_i(xbar_0_above[0])']],
    expected: differs('code', { column: 1 }),
  },
  {
    name: 'nothing is compared',
    module: '',
    edits: [['.compare_i(sequencer_compare)', ".compare_i(1'b0)"]],
    expected: fails('AnswersFollowComparisons'),
  },
  {
    name: 'comparisons go on between runs',
    module: 'sequencer',
    edits: [['assign compare = state_q == RAMP && !step_ends;', 'assign compare = !step_ends;']],
    expected: fails('RampsBelongToRuns'),
  },
  {
    name: 'comparisons of all runs are counted',
    module: 'sequencer',
    edits: [["ramps_d = '0;", 'ramps_d = ramps_q;']],
    expected: differs('ramps', { vector: 1 }),
  },
  {
    name: 'the next step is not sampled',
    long: true,
    module: 'sequencer',
    edits: [["state_q == SAMPLE || (step_ends && held_step_q != 1'b1)", 'state_q == SAMPLE']],
    expected: hangs(0),
  },
];

/** Under a ramp with noise of the comparators. */
export const noisyRampFaults: readonly Fault[] = [
  {
    name: 'a column goes on after a threshold that it missed',
    module: 'ramp_code',
    edits: [['compared_i && above_i && (first_i || running_q)', 'compared_i && above_i']],
    expected: fails('ThresholdsAreReachedInOrder'),
  },
  {
    name: 'a comparator goes by the number of another run',
    long: true,
    module: '',
    edits: [['.sample_operation_i(sequencer_operation)', ".sample_operation_i(sequencer_operation + 32'd1)"]],
    expected: differs('code'),
  },
];
