import { differs, fails, hangs } from './expectations.js';
import type { Fault } from './fault.js';

const raella = (fault: Omit<Fault, 'module'> & { readonly module?: string }): Fault => ({
  module: '',
  ...fault,
});

/** In the speculation and all behind it, of a crossbar of RAELLA. */
export const speculationFaults: readonly Fault[] = [
  raella({
    name: 'a flag that is never cleared, kept over to the next slice',
    module: 'adc_lane',
    edits: [['<= at_bound;', '<= failed_q[code_group_i] || at_bound;']],
    expected: differs('code'),
  }),
  raella({
    name: 'flags cleared by recovery',
    module: 'adc_lane',
    edits: [['assign sets_flag = code_valid_i && code_speculative_i', 'assign sets_flag = code_valid_i']],
    expected: differs('code'),
  }),
  raella({
    name: 'the upper bound of a failure off by one',
    module: 'adc_lane',
    edits: [["code_i == 4'sd7 ||", "code_i == 4'sd6 ||"]],
    expected: differs('code'),
  }),
  raella({
    name: 'the lower bound of a failure off by one',
    module: 'adc_lane',
    edits: [["|| code_i == 4'sh8", "|| code_i == 4'sh9"]],
    expected: differs('code'),
  }),
  raella({
    name: 'a code that counts although it failed',
    module: 'adc_lane',
    edits: [['code_enabled_i && !(code_speculative_i && at_bound)', 'code_enabled_i']],
    expected: differs('sum', { vector: 0 }),
  }),
  raella({
    name: 'a recovery code at a bound that does not count',
    module: 'adc_lane',
    edits: [['!(code_speculative_i && at_bound)', '!at_bound']],
    expected: differs('sum', { vector: 0 }),
  }),
  raella({
    name: 'a recovery that converts all columns',
    module: 'adc_lane',
    edits: [['used_i && (!recovery_i ||', "used_i && (1'b1 ||"]],
    expected: differs('code', { vector: 0, step: 1 }),
  }),
  raella({
    name: 'no recovery',
    module: 'adc_lane',
    edits: [[/used_i && \(!recovery_i \|\| .*\);/, 'used_i && !recovery_i;']],
    expected: differs('code', { vector: 0, step: 1 }),
  }),
  raella({
    name: 'a column converted that no filter owns',
    edits: [["5'd1 < 5'(layer_table_used_columns)", "5'd1 <= 5'(layer_table_used_columns)"]],
    expected: differs('code', { vector: 0, step: 0, column: 9 }),
  }),
  raella({
    name: 'the shift pattern of another column',
    edits: [
      [
        "code_input_low_q) + 4'(layer_table_low_bits[5:3])",
        "code_input_low_q) + 4'(layer_table_low_bits[2:0])",
      ],
    ],
    expected: differs('sum', { vector: 0 }),
  }),
  raella({
    name: 'a slice of the inputs with the weight of another',
    edits: [["4'd5: input_low = 3'd2", "4'd5: input_low = 3'd3"]],
    expected: differs('sum', { vector: 0 }),
  }),
  raella({
    name: 'a second pass that is added',
    module: 'psum_buffer',
    edits: [['assign negative_d = negative_i', "assign negative_d = 1'b0"]],
    expected: differs('sum', { vector: 0 }),
  }),
  raella({
    name: 'the negative inputs first',
    module: 'input_registers',
    edits: [['load_step_pass_i ? sign_q : ~sign_q', 'load_step_pass_i ? ~sign_q : sign_q']],
    expected: differs('code', { vector: 0, step: 0 }),
  }),
  raella({
    name: 'a sum that goes on from the run before',
    module: 'psum_buffer',
    edits: [['assign first_d = first_i', "assign first_d = first_i && 1'b0"]],
    expected: differs('sum', { vector: 0 }),
  }),
  raella({
    name: 'an overflow that is not kept',
    module: 'psum_bank',
    edits: [['<= next_overflow_i', "<= next_overflow_i && 1'b0"]],
    expected: differs('overflow'),
  }),
  raella({
    name: 'an input that is added and never taken off',
    module: 'input_registers',
    edits: [["- 24'(old)", "- 24'sd0"]],
    expected: differs('out', { vector: 1 }),
  }),
  raella({
    name: 'a filter that is walked past',
    module: 'column_walk',
    edits: [[/filter_d = filter_q \+ (.*);/, "filter_d = filter_q + 2'd1 + $1;"]],
    expected: differs('sum', { vector: 0 }),
  }),
  raella({
    name: 'sums that are not written in the middle of a group',
    module: 'psum_buffer',
    edits: [['ends_d[0] = used_i[0] &&', "ends_d[0] = 1'b0 && used_i[0] &&"]],
    expected: differs('sum', { vector: 0 }),
  }),
  raella({
    name: 'a stuck start',
    long: true,
    module: 'sequencer',
    edits: [['LOAD: state_d = SAMPLE', 'LOAD: state_d = LOAD']],
    expected: hangs(0),
  }),
  raella({
    name: 'terms that are all the largest',
    module: 'psum_buffer',
    edits: [['assign terms_d = terms_i', "assign terms_d = {4{18'd131071}}"]],
    expected: fails('RunningValueIsExact'),
  }),
  raella({
    name: 'an ADC that converts untold',
    edits: [['.convert_enable_i(xbar_0_convert_enable)', ".convert_enable_i({4{1'b1}})"]],
    expected: fails('SilentUnlessEnabled'),
  }),
  raella({
    name: 'a layer without settings',
    edits: [
      [
        'assign layer_table_write = layer_valid_i',
        "assign layer_table_write = layer_kind_i != 2'd0 && layer_valid_i",
      ],
    ],
    expected: fails('LayerFits'),
  }),
  raella({
    name: 'an input of -256',
    edits: [['.data_i(in_data_i)', ".data_i(9'sh100)"]],
    expected: fails('InputHasMagnitude'),
  }),
  raella({
    name: 'a sum of the inputs that leaves its register',
    module: 'input_registers',
    edits: [["23'(sum_q) + 23'(data_i)", "(23'(sum_q) <<< 3) + 23'(data_i)"]],
    expected: fails('InputSumNeverOverflows'),
  }),
];

/** In a crossbar that does not speculate, with noise. */
export const plainStepFaults: readonly Fault[] = [
  raella({
    name: 'a slot for speculation that is walked',
    module: 'sequencer',
    edits: [["gap == 1'b1 && !speculate_i", "gap == 1'b1 && speculate_i"]],
    expected: differs('code', { vector: 0 }, 'order'),
  }),
  raella({
    name: 'noise of the slot in place of the step',
    module: 'sequencer',
    edits: [[/assign sample_number_o = .*;/, "assign sample_number_o = 8'(driven_slot_q);"]],
    expected: differs('code', { vector: 0, step: 0 }),
  }),
];
