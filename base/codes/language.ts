import { defineCodes } from '../code-entry.js';

/** The hardware language: construction (E001 to E019) and the passes over a finished design (E006 to E008, E016, E020 to E025). */
export const languageCodes = defineCodes([
  {
    code: 'CW-E001',
    title: 'signal coerced by JavaScript',
    exitStatus: 1,
    explanation:
      'A signal is a wire of a circuit, not a JavaScript value, so an operator, a comparison or a template string cannot compute with it while the circuit is built. Use the methods of the signal: `add`, `sub`, `lt`, `eq`, `not` and so on. `if (signal)`, `===`, `&&`, `!` and `?:` cannot be caught at run time; write `m.when`, `eq`, `and`, `not` and `mux`.',
    example: 'acc.next(acc + 1);            // write acc.next(acc.addWrap(1))',
  },
  {
    code: 'CW-E002',
    title: 'constant of the wrong kind',
    exitStatus: 1,
    explanation:
      'A constant is written as its type asks: true or false for `bool`, a member name for an enumeration, an integer (number or bigint) for `bits`, `uint` and `sint`, and one constant for each element, or one for all, for a vector. Numbers are exact to 2^53 only, so a larger constant must be a bigint.',
    example: 'm.regs({ ready: bool({ reset: 0 }) });   // write reset: false',
  },
  {
    code: 'CW-E003',
    title: 'literal out of range',
    exitStatus: 1,
    explanation:
      'A constant takes the type of what it is assigned to or combined with, and must be in the range of that type: nothing is cut off silently. Widen the type, or write the constant that is left after wrapping. In `x.add(300)` the constant takes the type of `x`; in `mul` it is as wide as it needs.',
    example: 'm.regs({ count: uint(4, { reset: 16 }) });   // 0 to 15',
  },
  {
    code: 'CW-E004',
    title: 'parameter refused by its schema',
    exitStatus: 1,
    explanation:
      'The parameters of a module are checked against the schema in its `params` before anything is built. The message names the parameter and the rule of the schema that it breaks. All refused parameters are told at once.',
    example: 'build(ShiftAdd, { adcBits: 0, sumBits: 8, maxShift: 1 });   // adcBits: z.int().min(1)',
  },
  {
    code: 'CW-E005',
    title: 'no usable name',
    exitStatus: 1,
    explanation:
      'Names come from the keys of the objects that declare ports, registers, wires, memories and fields. They have letters, digits and single underscores with a letter first, and are printed in snake_case. Modules keep the name that they are given. Assertions are named in UpperCamelCase, because their name reads as a rule. Fields of structs cannot be called `drive` or `next`, which are methods.',
    example: "m.assert('row in range', row.lt(n), '...');   // write RowInRange",
  },
  {
    code: 'CW-E006',
    title: 'name clash',
    exitStatus: 1,
    explanation:
      'After flattening (fields of structs and streams are joined with `_`), conversion to snake_case and suffixing (`_i`, `_o`, `_q`, `_d`, `u_`), every name in a printed module must be distinct. Nothing is renamed silently, because the printed names are those of waveforms and messages. Rename one of the two declarations, or say of one that it may get a number: `naming: "renameable"`.',
    example: 'm.wires({ sumOut: a, sum_out: b });   // both are printed as sum_out',
  },
  {
    code: 'CW-E007',
    title: 'keyword of SystemVerilog',
    exitStatus: 1,
    explanation:
      'A wire or module would be printed under a name that SystemVerilog keeps for itself. Ports and registers are safe, because they get a suffix. Rename the declaration.',
    example: 'm.wires({ reg: a.add(b) });',
  },
  {
    code: 'CW-E008',
    title: 'two modules of one name',
    exitStatus: 1,
    explanation:
      'A design has one module under each name. Modules of one definition with equal parameters are made once; with other parameters they are other modules and need other names. Keep the parameters in the name: `name: (p) => nameOf("lane", { bits: p.bits })`. A black box that is used twice must have the same pins both times.',
    example:
      "m.instance('a', Lane, { bits: 4 }); m.instance('b', Lane, { bits: 5 });   // the name of Lane is 'lane'",
  },
  {
    code: 'CW-E009',
    title: 'width or size out of range',
    exitStatus: 1,
    explanation:
      'Widths run from 1 to 65536 bits, vectors from one element up, memories from one word up. There are no signals of no bits: use `uintUpTo(max)` or `uintBelow(n)`, which have at least one bit, where a width is computed and may come to 0.',
    example: 'uint(Math.ceil(Math.log2(columns)))   // 0 bits for one column; write uintBelow(columns)',
  },
  {
    code: 'CW-E010',
    title: 'bit, element or amount out of range',
    exitStatus: 1,
    explanation:
      'Bits and elements are numbered from 0 and must exist where the number is known while the circuit is built. `slice(lsb, width)` takes a lowest bit and a width. Shift amounts are not negative, and a left shift may not grow past 65536 bits. A dynamic index past the end reads 0 instead, as its type cannot exclude it.',
    example: 'x.slice(7, 0)   // for bits 7 to 0 write x.slice(0, 8)',
  },
  {
    code: 'CW-E011',
    title: 'kinds mixed',
    exitStatus: 1,
    explanation:
      'Bits, unsigned numbers, signed numbers, bools and enumerations are kept apart: nothing is converted silently, in operators, conditions or assignments. Convert by name: `toSigned()` makes a signed number of the same value, one bit wider; `asUInt()`, `asSInt()` and `asBits()` read the same bits another way. A condition is a bool: compare with `ne(0)`.',
    example: 'sum.drive(code.add(offset));   // code: uint, offset: sint; write code.toSigned().add(offset)',
  },
  {
    code: 'CW-E012',
    title: 'operand widths differ',
    exitStatus: 1,
    explanation:
      'Bitwise operators, comparisons of bits and the branches of `mux` need operands of equal width; `addWrap` and `subWrap` need a second operand at most as wide as the first. Sums, products and comparisons of numbers take any widths, because there widening cannot change the result.',
    example: 'mux(flip, value, value.add(1))   // 8 and 9 bits',
  },
  {
    code: 'CW-E013',
    title: 'narrowing or widening by the wrong name',
    exitStatus: 1,
    explanation:
      '`extend` only widens and `truncate` only narrows, so that a reader sees which of them happens. `wrap(width)` and `saturate(width)` say how numbers end that do not fit, and also widen; use them where a width depends on parameters.',
    example: 'sum.extend(8)   // sum has 9 bits; write sum.wrap(8) or sum.saturate(8)',
  },
  {
    code: 'CW-E014',
    title: 'width mismatch in assignment',
    exitStatus: 1,
    explanation:
      'Both sides of an assignment have the same width. Sums grow by one bit, products to both widths together, left shifts by their amount, so a result usually needs a named narrowing before it goes back into its register: `wrap`, `saturate`, `truncate` or `round`. Vectors must agree in length and element.',
    example: 'acc.next(acc.add(term));   // write acc.next(acc.add(term).wrap(acc.width))',
  },
  {
    code: 'CW-E015',
    title: 'not assignable',
    exitStatus: 1,
    explanation:
      'Registers are assigned with `next`; wires, outputs and the inputs of instances with `drive`. Inputs, outputs of instances, expressions and dynamically chosen elements cannot be assigned. The editor shows the two methods only where they may be used, so this is met in untyped code.',
    example: 'io.clear.drive(true);   // clear is an input',
  },
  {
    code: 'CW-E016',
    title: 'signal of another module',
    exitStatus: 1,
    explanation:
      'A module reads and drives its own ports, wires, registers, memories and the ports of its own instances. A signal kept in a JavaScript variable and used in another module would be a connection that no port shows. Bring the value in through a port.',
    example: 'build(m, p, io) { io.out.drive(wireOfTheParent); }',
  },
  {
    code: 'CW-E017',
    title: 'statement after the end of its module',
    exitStatus: 1,
    explanation:
      'Statements and declarations belong to the `build` of the module that declares their target, and end with it. Driving a signal from the `build` of another module, or from a function that runs later, is refused.',
    example: 'later = () => acc.next(0);   // and later() after the build of the module',
  },
  {
    code: 'CW-E018',
    title: 'module inside itself',
    exitStatus: 1,
    explanation:
      'A module that instantiates its own definition with the same parameters would never end. A recursive structure, such as a tree, must come to an end through its parameters.',
    example:
      "build(m, p) { m.instance('half', Tree, { size: p.size }); }   // write p.size / 2, and stop at 1",
  },
  {
    code: 'CW-E019',
    title: 'case that cannot occur',
    exitStatus: 1,
    explanation:
      'The cases of a `switch` are member names of the enumeration, or numbers in the range of the subject. Any other case would never be taken, so it is a slip of the pen.',
    example: 'm.switch(state, { Runing: () => {} });   // the member is Running',
  },
  {
    code: 'CW-E020',
    title: 'no driver',
    exitStatus: 1,
    explanation:
      'Every bit of every wire, output and input of an instance needs a driver. The message names the bits that have none. Drive them, or give the declaration a `default`.',
    example: 'ports: () => ({ sum: output(uint(8)) }), build() {}',
  },
  {
    code: 'CW-E021',
    title: 'not driven in every branch',
    exitStatus: 1,
    explanation:
      'A wire has a value in every cycle. If it is driven inside `when` or `switch` only, the other branches need a driver too, or a `default`, or a drive before the `when` that the later one overrides; otherwise it would have to remember its value, which is a latch. Registers hold their value by themselves.',
    example: 'm.when(start, () => grant.drive(true));   // declare grant as bool({ default: false })',
  },
  {
    code: 'CW-E022',
    title: 'two drivers',
    exitStatus: 1,
    explanation:
      'Of two assignments to one bit that are both active the later wins, so an assignment followed by a conditional one is fine. An assignment that a later one overrides in every case never has an effect: one of the two is a mistake.',
    example: 'sum.drive(a); sum.drive(b);',
  },
  {
    code: 'CW-E023',
    title: 'combinational loop',
    exitStatus: 1,
    explanation:
      'A signal follows itself within one cycle, perhaps through other modules; the message gives the whole path. Put a register into the loop, or break it by computing from the inputs. Signals are looked at as wholes: if elements of one vector follow others of the same vector, use separate wires. Black boxes count as registered; an asynchronous memory read follows its address.',
    example: 'a.drive(b.not()); b.drive(a);',
  },
  {
    code: 'CW-E024',
    title: 'never read',
    exitStatus: 1,
    explanation:
      'An input, wire, register, memory, instance output or clock domain that nobody uses is either a mistake or dead hardware. Remove it, or say with `m.ignore(signal, reason)` that it is meant, for instance a pin that only some configurations use.',
    example: 'ports: () => ({ flags: input(bits(4)) }), build() {}   // or m.ignore(io.flags, reason)',
  },
  {
    code: 'CW-E025',
    title: 'never written',
    exitStatus: 1,
    explanation:
      'A register without any `next`, a memory without a write or initial words, or a wire with a default and no driver is a constant. The message names the bits. Write it, use a constant in its place, or say `m.ignore(signal, reason)`.',
    example: 'const { mode } = m.regs({ mode: uint(2, { reset: 0 }) });   // and no mode.next(...)',
  },
]);
