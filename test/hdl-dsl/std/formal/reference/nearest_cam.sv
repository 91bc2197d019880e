// Looks at every entry, and keeps the best so far. Keys are two elements of 2 bits.
module nearest_cam_reference (
  input logic clk_i, input logic rst_ni, input logic write_i, input logic erase_i,
  input logic [1:0] entry_i, input logic [3:0] key_i, input logic [3:0] search_i,
  output logic hit_o, output logic [1:0] nearest_o, output logic [2:0] distance_o
);
  logic [11:0] keys_q;
  logic [2:0] used_q;
  logic [3:0] key;
  logic [3:0] far;
  integer i;
  function automatic [3:0] apart(input [1:0] a, input [1:0] b);
    apart = a > b ? a - b : b - a;
  endfunction
  always_comb begin
    hit_o = 0;
    nearest_o = 0;
    distance_o = 0;
    for (i = 0; i < 3; i = i + 1) begin
      key = keys_q[4*i +: 4];
      if (`HAMMING) far = (key[0] ^ search_i[0]) + (key[1] ^ search_i[1]) + (key[2] ^ search_i[2]) + (key[3] ^ search_i[3]);
      else far = apart(key[1:0], search_i[1:0]) + apart(key[3:2], search_i[3:2]);
      if (used_q[i] && (!hit_o || far < distance_o)) begin
        hit_o = 1;
        nearest_o = i;
        distance_o = far;
      end
    end
  end
  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) used_q <= 0;
    else if (entry_i < 3 && erase_i) used_q[entry_i] <= 0;
    else if (entry_i < 3 && write_i) used_q[entry_i] <= 1;
  end
  always_ff @(posedge clk_i) if (entry_i < 3 && write_i && !erase_i) keys_q[entry_i*4 +: 4] <= key_i;
endmodule
