// The arbiter of docs/puma-isa.md for N clients, seen from one of them, whichever that is. The environment keeps a request
// until it is done, says `done` of a block that is checked only, and wakes in cycles without a check.
module memory_arbiter_properties (
  input logic clk_i, input logic rst_ni, input logic [`N-1:0] request_i, input logic done_i, input logic wake_i
);
  logic granted, check;
  logic [`N-1:0] grant;
  logic [$clog2(`N)-1:0] client;
  `DUT u_dut (
    .clk_i, .rst_ni, .request_i, .enable_i(1'b1), .done_i, .wake_i,
    .granted_o(granted), .grant_o(grant), .check_o(check), .client_o(client)
  );
  reset_first u_reset (.clk_i, .rst_ni);

  // As the page tells them: who is checked, who sleeps.
  logic [`N-1:0] checked, asleep, standing, ready;
  assign ready = request_i & ~asleep & ~checked;
  (* anyconst *) logic [$clog2(`N)-1:0] mine;
  logic [$clog2(`N)+1:0] passed;
  always_ff @(posedge clk_i) begin
    assume (mine < `N);
    if (!rst_ni) begin
      checked <= '0;
      asleep <= '0;
      standing <= '0;
      passed <= '0;
    end else begin
      assume ((standing & ~request_i) == '0);
      assume (!done_i || checked != '0);
      assume (!wake_i || checked == '0);
      standing <= done_i ? request_i & ~checked : request_i;
      checked <= grant;
      asleep <= done_i || wake_i ? '0 : asleep | checked;
      if (grant[mine] || !ready[mine]) passed <= '0;
      else passed <= passed + 1'b1;

      AtMostOneGrant: assert ((grant & (grant - 1'b1)) == '0);
      GrantsWhoIsReady: assert ((grant & ~ready) == '0);
      GrantsWhereOneIsReady: assert (granted == (ready != '0) && granted == (grant != '0));
      ChecksTheGrant: assert (check == (checked != '0) && (!check || checked == (`N'(1) << client)));
      GrantedWithinN: assert (passed < `N);
      WaitsItsTurn: cover (passed == `N - 1);
      AllSleep: cover (&asleep);
      WokenIsGranted: cover (grant[mine] && $past(done_i) && $past(asleep[mine]));
    end
  end
endmodule
