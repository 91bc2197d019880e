// An arbiter of N requests; FAIR: a request that stays is granted within N takes.
module arbiter_properties (input logic clk_i, input logic rst_ni, input logic [`N-1:0] request_i, input logic take_i);
  logic [`N-1:0] grant;
  logic [(`N > 1 ? $clog2(`N) : 1)-1:0] index;
  logic valid;
`ifdef FAIR
  `DUT u_dut (.clk_i, .rst_ni, .request_i, .take_i, .grant_o(grant), .index_o(index), .valid_o(valid));
`else
  `DUT u_dut (.request_i, .grant_o(grant), .index_o(index), .valid_o(valid));
`endif
  reset_first u_reset (.clk_i, .rst_ni);

  // One of the requests, whichever that is, and how many takes it has seen others have while it waited.
  (* anyconst *) logic [$clog2(`N):0] mine;
  logic [$clog2(`N) + 1:0] passed;
  logic waiting;
  logic asks, granted;
  assign asks = request_i[mine];
  assign granted = grant[mine];
  always_ff @(posedge clk_i) begin
    assume (mine < `N);
    if (!rst_ni) begin
      passed <= '0;
      waiting <= 1'b0;
    end else begin
      waiting <= asks && !(granted && take_i);
      if (!asks || (granted && take_i)) passed <= '0;
      else if (take_i && valid && !passed[$clog2(`N) + 1]) passed <= passed + 1'b1;
`ifdef FAIR
      if (waiting) assume (asks);
      GrantedWithinN: assert (passed < `N);
      WaitsItsTurn: cover (passed == `N - 1);
`endif
      OneHotGrant: assert ((grant & (grant - 1'b1)) == '0);
      GrantsARequest: assert ((grant & ~request_i) == '0);
      GrantsIfAsked: assert (valid == (request_i != '0) && (grant != '0) == valid);
      IndexIsGrant: assert (!granted || index == mine);
`ifdef LOWEST
      LowestWins: assert (!granted || (request_i & ((`N'(1) << mine) - 1'b1)) == '0);
`endif
      GrantsTheLast: cover (grant[`N-1] && request_i[0] == (`N == 1));
      AllAsk: cover (&request_i && valid);
    end
  end
endmodule
