// Remembers the number granted last, and looks from the one after it around.
module round_robin_arbiter_reference (
  input logic clk_i, input logic rst_ni, input logic [`N-1:0] request_i, input logic take_i,
  output logic [`N-1:0] grant_o, output logic [(`N > 1 ? $clog2(`N) : 1)-1:0] index_o, output logic valid_o
);
  logic [7:0] last;
  integer i;
  logic [7:0] at;
  always_comb begin
    grant_o = 0;
    index_o = 0;
    valid_o = 0;
    at = 0;
    for (i = `N; i >= 1; i = i - 1) begin
      at = (last + i) % `N;
      if (request_i[at]) begin
        grant_o = 1 << at;
        index_o = at;
        valid_o = 1;
      end
    end
  end
  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) last <= `N - 1;
    else if (take_i && valid_o) last <= index_o;
  end
endmodule
