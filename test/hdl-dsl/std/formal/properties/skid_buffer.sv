// A skid buffer for words of W bits.
module skid_buffer_properties (
  input logic clk_i, input logic rst_ni,
  input logic in_valid_i, input logic [`W-1:0] in_data_i, input logic out_ready_i
);
  logic in_ready, out_valid;
  logic [`W-1:0] out_data;
  logic [3:0] held;
  `DUT u_dut (
    .clk_i, .rst_ni, .in_valid_i, .in_ready_o(in_ready), .in_data_i,
    .out_valid_o(out_valid), .out_ready_i, .out_data_o(out_data)
  );
  reset_first u_reset (.clk_i, .rst_ni);
  held_output #(.W(`W)) u_out (.clk_i, .rst_ni, .valid_i(out_valid), .ready_i(out_ready_i), .data_i(out_data));
  word_order #(.W(`W)) u_order (
    .clk_i, .rst_ni, .in_fire_i(in_valid_i && in_ready), .in_data_i,
    .out_fire_i(out_valid && out_ready_i), .out_data_i(out_data), .flow_i(1'b0), .held_o(held)
  );
  logic busy = 1'b0;
  always_ff @(posedge clk_i) begin
    busy <= rst_ni && in_valid_i && in_ready && out_valid && out_ready_i;
    if (rst_ni) begin
      NoOverflow: assert (held <= 2);
      ValidWhileHeld: assert (out_valid == (held != 0));
      ReadyWhileRoom: assert (in_ready == (held != 2));
      HoldsTwo: cover (held == 2);
      FullThroughput: cover (busy && in_valid_i && in_ready && out_valid && out_ready_i);
      Stalls: cover (out_valid && !out_ready_i && in_valid_i && !in_ready);
    end
  end
endmodule
