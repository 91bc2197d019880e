// Keeps the place of each request in the order; who is taken goes to the end, and those behind it move up.
module matrix_arbiter_reference (
  input logic clk_i, input logic rst_ni, input logic [`N-1:0] request_i, input logic take_i,
  output logic [`N-1:0] grant_o, output logic [(`N > 1 ? $clog2(`N) : 1)-1:0] index_o, output logic valid_o
);
  logic [4*`N-1:0] place;
  logic [3:0] best;
  integer i;
  always_comb begin
    grant_o = 0;
    index_o = 0;
    valid_o = 0;
    best = `N;
    for (i = 0; i < `N; i = i + 1) begin
      if (request_i[i] && place[4*i +: 4] < best) begin
        grant_o = 1 << i;
        index_o = i;
        valid_o = 1;
        best = place[4*i +: 4];
      end
    end
  end
  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      for (i = 0; i < `N; i = i + 1) place[4*i +: 4] <= i;
    end else if (take_i && valid_o) begin
      for (i = 0; i < `N; i = i + 1) begin
        if (place[4*i +: 4] == best) place[4*i +: 4] <= `N - 1;
        else if (place[4*i +: 4] > best) place[4*i +: 4] <= place[4*i +: 4] - 1;
      end
    end
  end
endmodule
