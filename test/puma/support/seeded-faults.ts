import type { Fault } from '../../faults/fault.js';
import type { DirectedName } from './directed-programs.js';

/** An error made by hand in the RTL of the machine `tiny`, or `crowd`. */
export interface SeededFault extends Pick<Fault, 'name' | 'edits'> {
  /** Module without the name of the machine; a whole name where it begins with `queue_` or `round_robin_`. */
  readonly module: string;
  /** Shows in the long run only; the others show in every run. */
  readonly long?: true;
  /** The program that shows it; absent: random ones do. `contention` runs on `crowd`. */
  readonly program?: DirectedName | 'contention';
}

/** What random programs must find, one fault at a time. */
export const seededFaults: readonly SeededFault[] = [
  {
    name: 'nothing waits for a running MVMU',
    module: 'core_execute',
    edits: [['assign waits = valid_q && !early && (|(needs_q & matrix_running_i));', "assign waits = 1'b0;"]],
  },
  {
    name: 'a second source does not wait for a running MVMU',
    long: true,
    module: 'core_operand_ranges',
    edits: [[/uses_uses_b_i && addresses_source_b_i < 5'd4/, "uses_uses_b_i && addresses_source_b_i < 5'd0"]],
  },
  {
    name: '`hlt` does not wait for MVMUs',
    long: true,
    module: 'core_issue',
    edits: [["(decode_decoded_unit == HALT ? 2'd3 : 2'd0)", "(decode_decoded_unit == HALT ? 2'd0 : 2'd0)"]],
  },
  {
    name: 'a sum saturates one too low',
    long: true,
    module: 'core_vector_lane',
    edits: [
      [
        "!(|sum[16:15]) ? $signed(sum[15:0]) : sum[16] ? 16'sh8000 : 16'sd32767",
        "!(|sum[16:15]) ? $signed(sum[15:0]) : sum[16] ? 16'sh8000 : 16'sd32766",
      ],
    ],
  },
  {
    name: 'a saturation that does not set its flag',
    long: true,
    module: 'core_vector_lane',
    edits: [["overflow_o = 17'(result_choice) != sum", "overflow_o = 1'b0"]],
  },
  {
    name: 'a product is rounded with a bias',
    long: true,
    module: 'core_vector_lane',
    edits: [
      [
        'product_product[11] && ((|product_product[10:0]) || product_product[12])',
        'product_product[11] || (|product_product[10:0])',
      ],
    ],
  },
  {
    name: 'ties of a product go up',
    program: 'ties',
    module: 'core_vector_lane',
    edits: [
      ['product_product[11] && ((|product_product[10:0]) || product_product[12])', 'product_product[11]'],
    ],
  },
  {
    name: 'ties of a look-up go up',
    long: true,
    program: 'ties',
    module: 'core_lookup_result',
    edits: [['result_choice[12] && ((|result_choice[11:0]) || result_choice[13])', 'result_choice[12]']],
  },
  {
    name: 'the table word behind the last is the last',
    long: true,
    program: 'ties',
    module: 'core_lookup_unit',
    edits: [
      ["rom_element_o = active_i && step_i == 5'd5 ? element + 10'd1 : element", 'rom_element_o = element'],
    ],
  },
  {
    name: 'a look-up does not restore its row',
    long: true,
    module: 'core_lookup_unit',
    edits: [[/assign rom_restore_o = [^;]*;/, "assign rom_restore_o = 1'b0;"]],
  },
  {
    name: 'a quotient by zero has no sign',
    long: true,
    program: 'quotients',
    module: 'core_divider',
    edits: [["negative_q ? 16'sh8000 : 16'sd32767", "negative_q ? 16'sd32767 : 16'sd32767"]],
  },
  {
    name: 'a division by zero is an overflow',
    long: true,
    program: 'quotients',
    module: 'core_divider',
    edits: [['assign overflow_o = !by_zero &&', 'assign overflow_o = by_zero ||']],
  },
  {
    name: 'branches compare unsigned',
    module: 'core_scalar_unit',
    edits: [
      ['LT: holds_o = a_i < b_i', 'LT: holds_o = $unsigned(a_i) < $unsigned(b_i)'],
      ['GE: holds_o = a_i >= b_i', 'GE: holds_o = $unsigned(a_i) >= $unsigned(b_i)'],
      ['LE: holds_o = b_i >= a_i', 'LE: holds_o = $unsigned(b_i) >= $unsigned(a_i)'],
    ],
  },
  {
    name: 'the word behind a taken branch is executed',
    long: true,
    module: 'core_fetch',
    edits: [["if (jump_i) begin valid_d = 1'b0;", "if (jump_i) begin valid_d = 1'b1;"]],
  },
  {
    name: '`copy` reads XbarOut only',
    long: true,
    module: 'core_decode',
    edits: [[/assign decoded_side_o = [^;]*;/, "assign decoded_side_o = 1'b0;"]],
  },
  {
    name: '`subsample` goes by beats of all lanes',
    long: true,
    module: 'core_decode',
    edits: [[/(assign decoded_single_o = [^;]*) \|\| is_alu_subsample;/, '$1;']],
  },
  {
    name: 'a vector may end one register too far',
    program: 'bounds',
    module: 'core_operand_ranges',
    edits: [["end_destination >= 10'd32", "end_destination > 10'd32"]],
  },
  {
    name: 'a block may end one word past the memory',
    long: true,
    program: 'bounds',
    module: 'core_execute',
    edits: [["17'(last_q) >= 17'd96", "17'(last_q) > 17'd96"]],
  },
  {
    name: 'a filter may be longer than the registers',
    long: true,
    program: 'filters',
    module: 'core_execute',
    edits: [["a_i > 16'd4 ||", "a_i > 16'd5 ||"]],
  },
  {
    name: 'a rotation may be as long as the filter',
    long: true,
    program: 'filters',
    module: 'core_execute',
    edits: [['b_i >= a_i', 'b_i > a_i']],
  },
  {
    name: 'a rotation wraps one late',
    long: true,
    module: 'mvmu_transfer',
    edits: [["filter_q[1:0] - 2'd1 ? 2'd0", "filter_q[1:0] ? 2'd0"]],
  },
  {
    name: 'registers past the last group are rotated',
    long: true,
    module: 'mvmu_transfer',
    edits: [[/assign is_whole = [^;]*;/, "assign is_whole = 1'b1;"]],
  },
  {
    name: 'a mask starts every MVMU',
    long: true,
    module: 'matrix_units',
    edits: [['assign chosen_d = mask_i;', "assign chosen_d = 2'd3;"]],
  },
  {
    name: 'random words begin with a shift too short',
    long: true,
    module: 'core_random_source',
    edits: [[/after_1_differing\[26:0\], 5'd0/, "after_1_differing[27:0], 4'd0"]],
  },
  {
    name: 'the beats of a store are swapped',
    long: true,
    module: 'core_memory_unit',
    edits: [
      ["if (beat_number_q == 3'd0) begin", "if (beat_number_q == 3'd1 || words_left_q[3:1] == 3'd7) begin"],
    ],
  },
  {
    name: 'a count is not decremented',
    module: 'memory_bank',
    edits: [["count == 3'd0 ? count : count - 3'd1", 'count']],
  },
  {
    name: 'a word stays valid when its count ends',
    long: true,
    module: 'memory_bank',
    edits: [["valid && count != 3'd1", 'valid']],
  },
  {
    name: 'a store does not wait for words of the last bank',
    long: true,
    module: 'data_memory',
    edits: [['assign may_write = (taken & {bank_15_valid,', "assign may_write = (taken & {1'b0,"]],
  },
  {
    name: 'sleepers are not woken by a block that is done',
    module: 'memory_arbiter',
    edits: [['if (done_i || wake_i) begin', 'if (wake_i) begin']],
  },
  {
    name: 'who is checked is granted again',
    long: true,
    module: 'memory_arbiter',
    edits: [['request_i & ~asleep_q & ~checked', 'request_i & ~asleep_q']],
  },
  {
    name: 'the turn of the arbiter does not move',
    long: true,
    program: 'contention',
    module: 'round_robin_arbiter_7',
    edits: [["else if (take_i && request_i != 7'd0) begin", "else if (take_i && request_i == 7'd0) begin"]],
  },
  {
    name: 'a FIFO gives its first packet for ever',
    long: true,
    module: 'queue_width_u4_data_b256_2',
    edits: [["assign head_d = head_q + 1'b1;", 'assign head_d = head_q;']],
  },
  {
    name: 'a full FIFO takes packets',
    module: 'receive_buffer',
    edits: [["8'd0: room = fifo_0_in_ready;", "8'd0: room = 1'b1;"]],
  },
  {
    name: 'a packet of another width is taken',
    long: true,
    program: 'packets',
    module: 'tile_control',
    edits: [['head_valid_i && head_width_i != width_q', "head_valid_i && 1'b0"]],
  },
  {
    name: 'the blocks of a `send` start from one address',
    long: true,
    program: 'packets',
    module: 'tile_control',
    edits: [["address_d = address_q + 16'(width_q) + 16'd1;", 'address_d = address_q;']],
  },
];
