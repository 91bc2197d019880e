import { differs } from './expectations.js';
import type { Fault } from './fault.js';

/** In complements, two passes and `drop-low`. */
export const flipFaults: readonly Fault[] = [
  {
    name: 'flip flags ignored',
    module: 'shift_add',
    edits: [
      ['flips_i[0] ?', "flips_i[0] && 1'b0 ?"],
      ['flips_i[1] ?', "flips_i[1] && 1'b0 ?"],
    ],
    expected: differs('sum'),
  },
  {
    name: 'flip flags of a slice never written',
    long: true,
    module: 'flip_flags',
    edits: [['flags_q[slice_i] <=', "flags_q[slice_i & 2'd2] <="]],
    expected: differs('sum'),
  },
  {
    name: 'a flipped column restored with the sum of the next step',
    module: 'input_sum',
    edits: [['assign code_row_sum_d = row_sum_q', 'assign code_row_sum_d = row_sum_d']],
    expected: differs('sum'),
  },
  {
    name: 'a plane missing in the sum of the driven codes',
    long: true,
    module: 'input_sum',
    edits: [[/\{1'b0, \{row_sum_count_2, 1'b0\}\}/, "{2'b0, row_sum_count_2}"]],
    expected: differs('sum'),
  },
  {
    name: 'drop-low codes shifted back too little',
    module: 'shift_add',
    edits: [["- $signed({4'(codes_i[2:0]), 3'd0})", "- $signed({5'(codes_i[2:0]), 2'd0})"]],
    expected: differs('sum'),
  },
  {
    name: 'a second pass that counts positively',
    module: 'pipeline',
    edits: [[/assign sum_negative_d = [^;]*;/, "assign sum_negative_d = 1'b0;"]],
    expected: differs('out', { vector: 0 }),
  },
  {
    name: 'passes exchanged',
    long: true,
    module: 'input_registers',
    edits: [["load_step_i >= 2'd2 ? sign_q : ~sign_q", "load_step_i >= 2'd2 ? ~sign_q : sign_q"]],
    expected: differs('code', { vector: 0 }),
  },
  {
    name: 'magnitudes without the carry of a negation',
    module: 'input_registers',
    edits: [["data_i[3] ? -(5'($signed(data_i)))", "data_i[3] ? ~(5'($signed(data_i)))"]],
    expected: differs('sum', { vector: 0 }),
  },
  {
    name: 'planes exchanged within a step',
    long: true,
    module: 'input_registers',
    edits: [
      [
        '{plane_2_q & driver_choice, plane_1_q & driver_choice, plane_0_q',
        '{plane_1_q & driver_choice, plane_2_q & driver_choice, plane_0_q',
      ],
    ],
    // The ADC drops the bits that differ; the sum of the driven codes, which restores flipped columns, does not.
    expected: differs('sum'),
  },
];

/** In signed codes. */
export const pairFaults: readonly Fault[] = [
  {
    name: 'signed codes extended with zeros',
    module: 'shift_add',
    edits: [["8'(value_0)", "8'($unsigned(value_0))"]],
    expected: differs('sum'),
  },
  {
    name: 'an offset taken off where there is none',
    module: 'accumulator',
    edits: [['assign total_d = sum_now', "assign total_d = sum_now - 13'd16"]],
    expected: differs('out', { vector: 0, column: 0 }),
  },
];

/** In the rounding of single steps. */
export const planeFaults: readonly Fault[] = [
  {
    name: 'steps rounded half up',
    module: 'accumulator',
    edits: [['term_difference[1] && (term_difference[0] || !term_difference[9])', 'term_difference[1]']],
    expected: differs('out'),
  },
  {
    name: 'steps rounded after they are shifted',
    long: true,
    module: 'accumulator',
    edits: [[/\(\$signed\(term_difference\[9:2\]\) \+/, '($signed(term_difference[8:1]) +']],
    expected: differs('out', { vector: 0 }),
  },
];
