// Looks at every entry.
module exact_cam_reference (
  input logic clk_i, input logic rst_ni, input logic write_i, input logic erase_i,
  input logic [1:0] entry_i, input logic [`BITS-1:0] key_i, input logic [`BITS-1:0] search_i,
  output logic [2:0] matches_o, output logic hit_o, output logic [1:0] found_o
);
  logic [3*`BITS-1:0] keys_q;
  logic [2:0] used_q;
  integer i;
  always_comb begin
    matches_o = 0;
    hit_o = 0;
    found_o = 0;
    for (i = 2; i >= 0; i = i - 1) begin
      if (used_q[i] && keys_q[i*`BITS +: `BITS] == search_i) begin
        matches_o[i] = 1;
        hit_o = 1;
        found_o = i;
      end
    end
  end
  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) used_q <= 0;
    else if (entry_i < 3 && erase_i) used_q[entry_i] <= 0;
    else if (entry_i < 3 && write_i) used_q[entry_i] <= 1;
  end
  always_ff @(posedge clk_i) if (entry_i < 3 && write_i && !erase_i) keys_q[entry_i*`BITS +: `BITS] <= key_i;
endmodule
