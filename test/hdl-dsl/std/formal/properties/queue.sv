// A queue of DEPTH words of W bits, PIPE and FLOW as in its parameters.
module queue_properties (
  input logic clk_i, input logic rst_ni,
  input logic in_valid_i, input logic [`W-1:0] in_data_i, input logic out_ready_i
);
  logic in_ready, out_valid;
  logic [`W-1:0] out_data;
  logic [$clog2(`DEPTH + 1)-1:0] count;
  logic [3:0] held;
  `DUT u_dut (
    .clk_i, .rst_ni, .in_valid_i, .in_ready_o(in_ready), .in_data_i,
    .out_valid_o(out_valid), .out_ready_i, .out_data_o(out_data), .count_o(count)
  );
  reset_first u_reset (.clk_i, .rst_ni);
  held_input #(.W(`W)) u_in (.clk_i, .rst_ni, .valid_i(in_valid_i), .ready_i(in_ready), .data_i(in_data_i));
  held_output #(.W(`W)) u_out (.clk_i, .rst_ni, .valid_i(out_valid), .ready_i(out_ready_i), .data_i(out_data));
  word_order #(.W(`W)) u_order (
    .clk_i, .rst_ni, .in_fire_i(in_valid_i && in_ready), .in_data_i,
    .out_fire_i(out_valid && out_ready_i), .out_data_i(out_data), .flow_i(1'(`FLOW)), .held_o(held)
  );
  logic was_full = 1'b0;
  always_ff @(posedge clk_i) begin
    was_full <= rst_ni && (was_full || held == `DEPTH);
    if (rst_ni) begin
      NothingLost: assert (4'(count) == held);
      NoOverflow: assert (held <= `DEPTH);
      ReadyWhileRoom: assert (in_ready == (held != `DEPTH || (`PIPE != 0 && out_ready_i)));
      ValidWhileHeld: assert (out_valid == (held != 0 || (`FLOW != 0 && in_valid_i)));
      BecomesFull: cover (held == `DEPTH);
      EmptyAfterFull: cover (was_full && held == 0);
      MovesBothWays: cover (in_valid_i && in_ready && out_valid && out_ready_i);
      Stalls: cover (out_valid && !out_ready_i && in_valid_i && !in_ready);
    end
  end
endmodule
