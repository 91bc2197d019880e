// A binary counter; its Gray code is the number without, and with, its lower neighbour's carry: n ^ n/2.
module gray_counter_reference (
  input logic clk_i, input logic rst_ni, input logic enable_i, output logic [`BITS-1:0] count_o, output logic [`BITS-1:0] gray_o
);
  logic [`BITS-1:0] count_q;
  assign count_o = count_q;
  assign gray_o = count_q ^ (count_q / 2);
  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) count_q <= 0;
    else if (enable_i) count_q <= count_q + 1;
  end
endmodule
