import { defineCodes } from '../code-entry.js';

/** The hardware language: clock domains, memories, state machines, and the passes over them (E033 to E052). */
export const structureCodes = defineCodes([
  {
    code: 'CW-E033',
    title: 'unknown clock domain',
    exitStatus: 1,
    explanation:
      'Clock domains belong to the module that declares them in `clocks`. Registers, memories and `m.within` take theirs from `m.clocks`, ports name the key of theirs, and an instance is told one of the domains around it for each key of its own. A domain that is not declared there has no clock pin.',
    example: "ports: () => ({ data: input(uint(8), { clock: 'wirte' }) })   // the key is `write`",
  },
  {
    code: 'CW-E034',
    title: 'clock of an instance not told',
    exitStatus: 1,
    explanation:
      'An instance with one clock domain takes the one that is current around it. With several there is no telling which is which, so each of them is named: the keys are those of the module, the values domains of the parent. Two of them may be the same.',
    example: "m.instance('fifo', AsyncFifo, { depth: 8 }, { clocks: { write: m.clocks.rx } })   // and read?",
  },
  {
    code: 'CW-E035',
    title: 'clock crossing without a synchroniser',
    exitStatus: 1,
    explanation:
      'A signal of one clock domain is read by a register, memory, output or instance of another one. It may change at the very moment of the edge there, and leave a flip-flop undecided, or arrive in some bits only. Put a synchroniser or an asynchronous FIFO of the standard library between the two. Where a value is known to hold still while it is read, name it as a wire and say why with `m.crossing(wire, reason)`. Modules without clocks pass domains through.',
    example: 'flag.next(io.full);   // flag: a register of domain read, full: an input of domain write',
  },
  {
    code: 'CW-E036',
    title: 'no wire for a crossing',
    exitStatus: 1,
    explanation:
      '`m.crossing` says of a wire that it may be read in any clock domain. It takes wires of the module, as these have a name under which timing constraints and waveforms show the crossing. Declare one for the value with `m.wires`.',
    example: "m.crossing(io.flag, 'synchronised below');   // first m.wires({ raw: io.flag })",
  },
  {
    code: 'CW-E037',
    title: 'control register without reset',
    exitStatus: 1,
    explanation:
      'A register without `reset` holds anything until it is first written. That does no harm to data, but a register that is read in a condition of `when` or `switch`, a flag that selects in a `mux`, or one that drives valid or ready of a stream decides what happens next. Give it a reset value. If its first value cannot matter, say so with `m.ignore(register, reason)`. The output registers of memories are left alone.',
    example: 'const { busy } = m.regs({ busy: bool });   // write bool({ reset: false })',
  },
  {
    code: 'CW-E038',
    title: 'more accesses than memory ports',
    exitStatus: 1,
    explanation:
      'A memory that declares `ports` has one address for each of them, so each allows one access in a cycle: a read, a write, or a write that the read shares its address with. Writes in different branches of one `when` or `switch` are never active together and share a port. Multiplex the addresses, or declare more ports.',
    example:
      'const { m0 } = m.memories({ m0: memory(bits(8), 64, { ports: 1 }) });   m0.read(a); m0.read(b);',
  },
  {
    code: 'CW-E039',
    title: 'memory options that do not go together',
    exitStatus: 1,
    explanation:
      'Some options of `memory` ask for others: `readUnderWrite` and `macro` for synchronous reads, `maskBits` for words of one signal that it divides evenly. A packed memory has no ports, and a macro no initial contents. The message names what is missing.',
    example: "memory(bits(32), 64, { macro: 'sram_64x32' })   // add read: 'sync'",
  },
  {
    code: 'CW-E040',
    title: 'unknown state',
    exitStatus: 1,
    explanation:
      'The states of a machine are the keys of `states`. `initial`, `goto` and `is` take one of them, and `goto` is called while the body of a state is described, as that is the state that it leaves. The editor shows most of these slips, so this is met in untyped code.',
    example: "m.machine('control', { initial: 'Idel', states: { Idle: () => {} } })",
  },
  {
    code: 'CW-E041',
    title: 'state that is never reached',
    exitStatus: 1,
    explanation:
      'No row of moves leads from the initial state of a machine to this one, so its statements are dead hardware, or a `goto` was forgotten. Add the move, or leave the state out where parameters do not need it. This is a warning.',
    example:
      "states: { Idle: (s) => s.goto('Run'), Run: (s) => s.goto('Idle'), Flush: (s) => s.goto('Idle') }",
  },
  {
    code: 'CW-E042',
    title: 'state that is never left',
    exitStatus: 1,
    explanation:
      'A machine that comes into this state stays there until reset. That is right for the end of a sequence or for a fault, and otherwise a forgotten `goto`. Say `s.stay(reason)` in the body of the state where it is meant. This is a warning.',
    example: "states: { Idle: (s) => s.goto('Run'), Run: () => {} }",
  },
  {
    code: 'CW-E043',
    title: 'dead code',
    exitStatus: 1,
    explanation:
      'A branch can never be active: its condition is a constant, or contradicts the branches around it, or an earlier case covers its value. Remove it, or, where it depends on parameters, build it inside a JavaScript `if`. This is a warning.',
    example: 'm.when(io.go, () => { m.when(io.go.not(), () => io.y.drive(0)); });',
  },
  {
    code: 'CW-E044',
    title: 'width rule of the intermediate form broken',
    exitStatus: 1,
    explanation:
      'Each node of the intermediate form has a width that follows from its operands, and assignments are as wide as the bits that they drive. Whatever the language builds keeps these rules, so this is found in forms that were made or changed by other code. Extend and slice there by nodes of their own; the rules stand at the nodes in `ir/expressions.ts`.',
    example: "{ kind: 'binary', op: 'add', type: uint(9), left: a /* uint(8) */, right: b }",
  },
  {
    code: 'CW-E045',
    title: 'sign rule of the intermediate form broken',
    exitStatus: 1,
    explanation:
      'Operands of one node are all signed or all unsigned, conditions are bools, and addresses, indices and shift amounts are unsigned, so that no printer has to guess what SystemVerilog would do. Whatever the language builds keeps these rules, so this is found in forms that were made or changed by other code. Recast there by nodes of their own.',
    example: "{ kind: 'binary', op: 'lt', type: bool, left: a /* sint(8) */, right: b /* uint(8) */ }",
  },
  {
    code: 'CW-E046',
    title: 'name too long',
    exitStatus: 1,
    explanation:
      'Printed names have at most 200 characters, as some tools cut longer ones off without a word. Names grow by the keys of structs and by parameters that are kept in the names of modules. Shorten a key, or give the module a name of its own.',
    example: "m.wires({ ['x'.repeat(201)]: io.a })",
  },
  {
    code: 'CW-E047',
    title: 'severity that cannot be set',
    exitStatus: 1,
    explanation:
      'A rule in `severities` names a code of the language and a severity for its findings. Some findings are always errors, because what they refuse has no one meaning as a circuit: missing drivers, latches, loops, clashing names. Correct the design there.',
    example: "build(Top, {}, { severities: [{ code: 'CW-E021', severity: 'warning' }] })",
  },
  {
    code: 'CW-E048',
    title: 'parameter of a black box out of range',
    exitStatus: 1,
    explanation:
      'Parameters of black boxes are printed as SystemVerilog numbers of type `int`: integers of 32 bits with a sign. Fractions and wider numbers have no such form. Bring wider values in through ports. The parameters of our own modules are checked by their schemas, as CW-E004.',
    example: "m.blackBox('pll', { module: 'pll', ports: {}, parameters: { Hertz: 3e9 } })",
  },
]);
