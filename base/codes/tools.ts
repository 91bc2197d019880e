import { defineCodes } from '../code-entry.js';

export const toolsCodes = defineCodes([
  {
    code: 'CW-T001',
    title: 'a tool is missing',
    exitStatus: 3,
    explanation:
      'The engine `verilator` needs the programs `verilator` (5.006 or newer) and `g++` on the path. `crossweave doctor` shows which tools are found and how to get the others. Without them, `--engine builtin` still simulates.',
    example: 'verilator is not on the path',
  },
  {
    code: 'CW-T002',
    title: 'the simulator refuses the design',
    exitStatus: 3,
    explanation:
      'Verilator or Icarus Verilog found errors in the SystemVerilog sources, so there is nothing to run. Its own messages follow with file and line. With `--rtl` the cause is most likely an edit in that folder; in generated sources it is a fault of Crossweave.',
    example: "%Error: rtl/shift_add.sv:58:9: syntax error, unexpected ';'",
  },
  {
    code: 'CW-T003',
    title: 'the simulator does not compile',
    exitStatus: 3,
    explanation:
      "The C++ compiler refused the model that Verilator wrote, the harness around it, or the C sources behind an analog macro with noise. The compiler's messages follow. Verilator and compiler versions that do not fit one another are a common cause.",
    example: 'noise_xbar_dpi.cpp:12:3: error: expected unqualified-id',
  },
  {
    code: 'CW-T004',
    title: 'the simulator crashed',
    exitStatus: 3,
    explanation:
      'The simulator process was ended by a signal or with a status of its own instead of reporting a result. What it printed last follows; a combinational loop that does not converge ends this way too. Nothing of the run is kept.',
    example: 'the simulator of `mvmu` crashed\n  actual: signal SIGSEGV',
  },
  {
    code: 'CW-T005',
    title: 'the simulator took too long',
    exitStatus: 3,
    explanation:
      'The simulator process was stopped at its limit of wall time. A design that merely waits for ever is found by the cycle limit long before; so suspect a loop in C code behind DPI, a very large workload, or a machine under load.',
    example: 'the simulator of `mvmu` did not end within 3600 s',
  },
  {
    code: 'CW-T006',
    title: 'pins of the top module differ',
    exitStatus: 3,
    explanation:
      'The top module of the RTL does not have the pins, directions and widths that the configuration asks for, so no stimulus could be applied. This happens when `--rtl` names the folder of another configuration, or when a port was edited. Further outputs do no harm; further inputs would have no driver and count as a difference.',
    example:
      'pin `out_data_o` of `mvmu` differs from the configuration\n  expected: output of 16 bits\n  actual: output of 12 bits',
  },
  {
    code: 'CW-T007',
    title: 'the build cache cannot be written',
    exitStatus: 3,
    explanation:
      'Compiled simulators are kept in a folder: that in `CROSSWEAVE_CACHE`, else `crossweave` in `XDG_CACHE_HOME` or `~/.cache`. It could not be written: the disk is full, or the folder belongs to somebody else. Free some space, or set `CROSSWEAVE_CACHE` to a folder of yours.',
    example: 'ENOSPC: no space left on device, write',
  },
  {
    code: 'CW-T008',
    title: "the simulator's reply is incomplete",
    exitStatus: 3,
    explanation:
      'The simulator process ended without an error, but what it sent is not a whole reply. A C source behind DPI that calls `exit`, or that writes to or closes file descriptor 3, has this effect.',
    example: 'the reply of the simulator of `mvmu` is incomplete',
  },
  {
    code: 'CW-T009',
    title: 'building the simulator took too long',
    exitStatus: 3,
    explanation:
      'Verilator or the C++ compiler was stopped at its limit of wall time. A design far beyond the usual sizes, or a machine short of memory, has this effect.',
    example: 'g++ did not end within 1800 s',
  },
  {
    code: 'CW-T010',
    title: 'the waveform cannot be written',
    exitStatus: 3,
    explanation:
      'The file asked for with `--trace vcd` could not be opened for writing. The folder is missing or not writable, or the disk is full.',
    example: 'the waveform runs/1/wave.vcd cannot be written',
  },
  {
    code: 'CW-T011',
    title: "no room for the simulator's results",
    exitStatus: 3,
    explanation:
      'The simulator writes what it records to a file in the folder for temporary files (`TMPDIR`, else `/tmp`), which is gone as soon as it has been read. That folder is full, or cannot be written. With `--level codes` a thousand products of the default unit take some 40 MB; `sums` and `outputs` take less.',
    example:
      "the simulator's results cannot be written to the folder for temporary files\n  actual: no space left on device",
  },
  {
    code: 'CW-T012',
    title: 'the RTL gives an unknown value',
    exitStatus: 1,
    explanation:
      'Icarus Verilog tells 0 and 1 from unknown (x) and undriven (z), and such bits reached a pin that the harness looks at: a valid or ready signal, or data while they are valid. A register without reset that is read too early, or an undriven net in edited RTL, has this effect. Verilator would have shown some value, perhaps the right one by chance.',
    example: '`out_data_o` of `mvmu` is unknown at clock cycle 371\n  actual: hexadecimal 00xx',
  },
]);
