// The lowest request, found by looking from the highest down.
module fixed_arbiter_reference (
  input logic clk_i, input logic rst_ni,
  input logic [`N-1:0] request_i, output logic [`N-1:0] grant_o,
  output logic [(`N > 1 ? $clog2(`N) : 1)-1:0] index_o, output logic valid_o
);
  integer i;
  always_comb begin
    grant_o = 0;
    index_o = 0;
    valid_o = 0;
    for (i = `N - 1; i >= 0; i = i - 1) begin
      if (request_i[i]) begin
        grant_o = 1 << i;
        index_o = i;
        valid_o = 1;
      end
    end
  end
endmodule
