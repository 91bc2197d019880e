// sequencer: walks over the columns of one row.
// Made from test/hdl-dsl/print/example.ts by `crossweave generate`. DO NOT EDIT.
module sequencer (
  input  logic       clk_i,      // clock
  input  logic       rst_ni,     // asynchronous reset, active low
  input  logic       start_i,
  input  logic [2:0] columns_i,  // columns to convert, less one
  output logic       busy_o,
  output logic       strobe_o,
  output logic [2:0] column_o
);
  typedef enum logic [1:0] {
    IDLE     = 2'd0,
    LOAD_ROW = 2'd1,
    CONVERT  = 2'd2
  } phase_e;

  phase_e phase_q, phase_d;
  logic [2:0] count_q, count_d;  // column under way
  logic done;

  assign done = count_q == columns_i;

  always_comb begin
    phase_d = phase_q;
    count_d = count_q;
    unique case (phase_q)
      IDLE: begin
        strobe_o = 1'b0;
        busy_o = 1'b0;
        if (start_i) begin
          phase_d = LOAD_ROW;
        end
      end
      LOAD_ROW: begin
        strobe_o = 1'b0;
        busy_o = 1'b1;
        count_d = '0;
        phase_d = CONVERT;
      end
      CONVERT: begin
        busy_o = 1'b1;
        strobe_o = 1'b1;
        count_d = count_q + 3'd1;
        if (done) begin
          phase_d = IDLE;
        end
      end
      default: begin
        strobe_o = 1'b0;
        busy_o = 1'b1;
      end
    endcase
  end

  assign column_o = count_q;

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      phase_q <= IDLE;
      count_q <= '0;
    end else begin
      phase_q <= phase_d;
      count_q <= count_d;
    end
  end
endmodule
