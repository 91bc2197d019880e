// A register that steps in each step of the solver in which its clock is 1: so several clocks tick as they like, one or more at a time.
(* techmap_celltype = "$dff" *)
module tick_dff (CLK, D, Q);
  parameter WIDTH = 1;
  parameter CLK_POLARITY = 1'b1;
  input CLK;
  input [WIDTH-1:0] D;
  output [WIDTH-1:0] Q;
  \$ff #(.WIDTH(WIDTH)) every_step (.D(CLK ? D : Q), .Q(Q));
endmodule
