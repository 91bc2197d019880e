// Taps are a mask: bit t - 1 for tap t.
module lfsr_reference (
  input logic clk_i, input logic rst_ni, input logic enable_i, output logic [`BITS-1:0] state_o, output logic bit_o
);
  logic [`BITS-1:0] state_q;
  assign state_o = state_q;
  assign bit_o = `GALOIS ? state_q[0] : state_q[`BITS-1];
  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) state_q <= `SEED;
    else if (enable_i) begin
      if (`GALOIS) state_q <= (state_q >> 1) ^ (state_q[0] ? `MASK : 0);
      else state_q <= (state_q << 1) | (^(state_q & `MASK));
    end
  end
endmodule
