import { differs, fails } from './expectations.js';
import type { Fault } from './fault.js';

/** Wrong sums, roundings and bounds. */
export const arithmeticFaults: readonly Fault[] = [
  {
    name: 'a flipped sign: the top input bit counts positively',
    module: 'pipeline',
    edits: [[/assign sum_negative_d = [^;]*;/, "assign sum_negative_d = 1'b0;"]],
    expected: differs('out', { vector: 0 }),
  },
  {
    name: 'a lost carry between slices',
    module: 'shift_add',
    edits: [[/8'\(value_0\) \+/, "8'(value_0) ^"]],
    expected: differs('sum'),
  },
  {
    name: 'a lost carry in the rounding',
    long: true,
    module: 'accumulator',
    edits: [[/\$signed\(result_difference\[12:2\]\)\) \+/, '$signed(result_difference[12:2])) |']],
    expected: differs('out'),
  },
  {
    name: 'swapped slices',
    module: '',
    edits: [
      [
        'assign shift_add_0_codes = {xbar_2_code[3:0], xbar_1_code[3:0], xbar_0_code[3:0]}',
        'assign shift_add_0_codes = {xbar_2_code[3:0], xbar_0_code[3:0], xbar_1_code[3:0]}',
      ],
    ],
    expected: differs('sum'),
  },
  {
    name: 'swapped ADCs',
    long: true,
    module: '',
    edits: [['.sum_i(shift_add_1_sum)', '.sum_i(shift_add_0_sum)']],
    expected: differs('out', { column: 1 }),
  },
  {
    name: 'a wrong step weight',
    module: 'pipeline',
    edits: [['assign sum_shift_d = code_step_q', 'assign sum_shift_d = code_step_q & {2{!sum_last_d}}']],
    expected: differs('out', { vector: 0 }),
  },
  {
    name: 'a step that is added twice',
    long: true,
    module: 'accumulator',
    edits: [['assign total_d = sum_now', 'assign total_d = sum_now + term']],
    expected: differs('out', { vector: 0 }),
  },
  {
    name: 'a missing offset correction',
    module: 'accumulator',
    edits: [[/assign result_difference = (\d+'\(total_q\)) - [^;]*;/, 'assign result_difference = $1;']],
    expected: differs('out', { vector: 0, column: 0 }),
  },
  {
    name: 'ties rounded up',
    module: 'accumulator',
    edits: [
      ['result_difference[1] && (result_difference[0] || result_difference[2])', 'result_difference[1]'],
    ],
    expected: differs('out'),
  },
  {
    name: 'an upper bound off by one',
    module: 'accumulator',
    edits: [["6'sd31", "6'sd30"]],
    expected: differs('out'),
  },
  {
    name: 'a lower bound off by one',
    long: true,
    module: 'accumulator',
    edits: [["6'sh20", "6'sh21"]],
    expected: differs('out'),
  },
  {
    name: 'a narrowing that does not saturate',
    module: 'accumulator',
    edits: [[/assign result = [^;]*;/, 'assign result = $signed(result_sum[5:0]);']],
    expected: differs('out'),
  },
  {
    name: 'a narrowing at the wrong bit',
    module: 'accumulator',
    edits: [['$signed(result_difference[12:2])', '$signed(result_difference[13:3])']],
    expected: differs('out', { vector: 0 }),
  },
  {
    name: 'results of the last group never stored',
    long: true,
    module: 'accumulator',
    edits: [['if (store_i) begin', 'if (store_i && !store_group_i) begin']],
    expected: differs('out', { column: 2 }),
  },
  {
    name: 'partial sums of all groups in one register',
    module: 'accumulator',
    edits: [
      ['partials_q[group_i] <= sum_now', "partials_q[1'b0] <= sum_now"],
      ["13'sd0 : partials_q[group_i]", "13'sd0 : partials_q[1'b0]"],
    ],
    expected: differs('out', { vector: 0 }),
  },
  {
    name: 'an accumulator that keeps the run before',
    module: 'accumulator',
    edits: [["first_i ? 13'sd0 : partials_q[group_i]", 'partials_q[group_i]']],
    expected: fails('AccumulatorNeverOverflows'),
  },
  {
    name: 'an input sum that keeps the run before',
    module: 'input_sum',
    edits: [["first_q ? 6'sd0 : input_sum_q", 'input_sum_q']],
    expected: fails('InputSumNeverOverflows'),
  },
];
