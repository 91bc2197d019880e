// one_hot: one bit for each state.
// Made from test/hdl-dsl/print/example.ts by `crossweave generate`. DO NOT EDIT.
module one_hot (
  input  logic       clk_i,    // clock
  input  logic       rst_ni,   // asynchronous reset, active low
  (* MARK_DEBUG = "TRUE", KEEP = "say \"yes\"" *)
  input  logic       go_i,
  input  logic [2:0] spare_i,
  output logic       busy_o
);
  typedef enum logic [2:0] {
    IDLE  = 3'd1,
    FILL  = 3'd2,
    DRAIN = 3'd4
  } phase_e;

  (* fsm_encoding = "none" *) phase_e phase_q;
  phase_e phase_d;
  logic phase_q_2;

  assign phase_q_2 = phase_q != IDLE;

  always_comb begin
    phase_d = phase_q;
    unique case (phase_q)
      IDLE: begin
        if (go_i) begin
          phase_d = FILL;
        end
      end
      FILL: phase_d = DRAIN;
      DRAIN: phase_d = IDLE;
      default: ;
    endcase
  end

  assign busy_o = phase_q_2;

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      phase_q <= IDLE;
    end else begin
      phase_q <= phase_d;
    end
  end

  // Read by nothing here.
  logic unused_spare_i;  // a later revision reads them
  assign unused_spare_i = ^spare_i;
endmodule
