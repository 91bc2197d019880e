import { defineCodes } from '../code-entry.js';

export const testbenchCodes = defineCodes([
  {
    code: 'CW-E060',
    title: 'waited in vain',
    exitStatus: 1,
    explanation:
      'A condition did not come to hold, nobody took a word, or none came, within the clocks that the test-bench allows. The limit is `timeout` of the call, else of the simulation, else 10,000. The simulation stays usable, so a test may expect this.',
    example: 'await sim.until(() => sim.io.done.peek(), { timeout: 100 });',
  },
  {
    code: 'CW-E061',
    title: 'the design stopped the simulation',
    exitStatus: 1,
    explanation:
      'An assertion of the design did not hold at a clock edge, or a statement of hand-written SystemVerilog such as `$finish` ended the run. The simulation is over: everybody who waits gets this error.',
    example: "m.assert('CountStaysInRange', count.lt(10), 'count is below 10');",
  },
  {
    code: 'CW-E062',
    title: 'a value that the simulator does not know',
    exitStatus: 1,
    explanation:
      'Icarus Verilog tells 0 and 1 from unknown (x) and undriven (z), and the test-bench read a pin with such bits. A register without reset, a memory word that was never written or an output without a driver has this effect. The other engines would show some value; look at the pin only when it is valid, or give the register a reset.',
    example: 'sim.io.sum.peek();   // before the first word has come',
  },
  {
    code: 'CW-E063',
    title: 'a value of another form than its port',
    exitStatus: 1,
    explanation:
      'A struct takes an object with exactly its fields, a vector an array of exactly its length. Reading, the bits of an enumeration must be those of one of its members.',
    example: 'sim.io.pixel.poke({ red: 1 });   // without green and blue',
  },
  {
    code: 'CW-E064',
    title: 'a test-bench option refused',
    exitStatus: 2,
    explanation:
      'Clocks are named by the keys in `clocks` of the module and have integer times: a period of at least 2 ticks and a phase of at least 0. `crossweave/hdl` has the engine `builtin`, `crossweave/testbench` also `verilator` and `icarus`. Only inputs can be driven.',
    example: 'await simulate(Counter, {}, { clocks: { main: { period: 2.5 } } });',
  },
  {
    code: 'CW-E065',
    title: 'the test-bench did not end',
    exitStatus: 1,
    explanation:
      'The first clock has had more edges than `cycleLimit` allows (10,000,000 without it). Most likely a process waits for ever while another keeps stepping. End such a process, or raise the limit.',
    example: 'sim.fork(async () => { for (;;) await sim.step(); });',
  },
  {
    code: 'CW-E066',
    title: 'the simulation is closed',
    exitStatus: 1,
    explanation:
      'Somebody waits for a clock of a simulation that `close` has ended. A background process that still runs at the end of a test meets this quietly; the test itself must not step any more.',
    example: 'await sim.close(); await sim.step();',
  },
]);
