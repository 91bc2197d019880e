import { defineCodes } from '../code-entry.js';

/** Programs of the machines: the assembler and images (P001 to P029), running (P030 to P049). */
export const programsCodes = defineCodes([
  {
    code: 'CW-P001',
    title: 'syntax of the assembly',
    exitStatus: 2,
    explanation:
      'A statement of an assembly text does not follow the grammar of docs/puma-assembly.md at the line and column named. A statement is labels, then an instruction or a directive with operands that commas separate; a line that ends in a comma goes on in the next. The assembler goes on with the next statement, so all faults of a file are reported together.',
    example: 'alu.add r0, r1 r2, 4',
  },
  {
    code: 'CW-P002',
    title: 'unknown instruction or directive',
    exitStatus: 2,
    explanation:
      'A statement begins with a word that is neither an instruction of this program nor a directive. Cores and the tile control unit have instructions of their own, and instructions with operations are written with a point, as `alu.add` or `brn.eq`. docs/puma-assembly.md lists all of them, and the nearest one is named.',
    example: 'alu.ad r0, r1, r2, 4',
  },
  {
    code: 'CW-P003',
    title: 'unknown symbol',
    exitStatus: 2,
    explanation:
      'A name in an expression is neither a constant nor a label of the program that it stands in. Labels are known in their own program only, constants everywhere, whether they are defined before or after. The nearest known name is named.',
    example: '.core 0\nstart: jmp strat',
  },
  {
    code: 'CW-P004',
    title: 'symbol that cannot be defined',
    exitStatus: 2,
    explanation:
      'A label or constant has a name that is taken already, or one that reads as a register: r, r5, xin, xin0, xout and so on. A constant and a label cannot share a name, since nobody could tell which is meant. Choose another name.',
    example: '.const r5 7',
  },
  {
    code: 'CW-P005',
    title: 'wrong operands',
    exitStatus: 2,
    explanation:
      'An instruction or directive has too many operands, too few, or one of the wrong kind. Destinations are general registers or xin, sources are general registers or xout (copy reads xin too), an address register stands in brackets, and all else are numbers. The message lists what the statement takes.',
    example: 'alu.add xout0.0, r0, r1, 4   ; only mvm writes XbarOut',
  },
  {
    code: 'CW-P006',
    title: 'number out of range',
    exitStatus: 2,
    explanation:
      'A number does not fit the field or word that it is for. The range follows from the configuration: an immediate has 16 bits, a count `memory.countBits`, a vector at most 2^`vectorWidthBits` elements. A number with a point is multiplied by 2^`fraction` before it is looked at.',
    example: 'set r0, 9.5   ; with 12 fraction bits a word ends below 8',
  },
  {
    code: 'CW-P007',
    title: 'register that is not there',
    exitStatus: 2,
    explanation:
      'A register, or the last register of a vector, is beyond those of the core. A vector may run from the XbarIn or XbarOut registers into the general ones, but not past their end, where the core would trap. Make the vector shorter, or `registers` of the configuration larger.',
    example: 'alu.add r500, r0, r0, 20   ; with 512 registers',
  },
  {
    code: 'CW-P008',
    title: 'address outside the data memory',
    exitStatus: 2,
    explanation:
      'Words of `.memory`, or a block of `send` or `receive`, are outside the data memory, which has `memory.words` words. The tile control unit would trap there. Addresses of `load` and `store` are in registers, so they are checked when the program runs.',
    example: 'send 32760, 0, 1, 16, 1   ; with 32768 words',
  },
  {
    code: 'CW-P009',
    title: 'program too long',
    exitStatus: 2,
    explanation:
      'A program has more instructions than its instruction memory. `instructions` of the configuration sets the size for the cores and `tile.instructions` for the tile control unit. Use loops, or a configuration with a larger memory.',
    example: 'crossweave assemble long.s --config puma-core --set instructions=16 -o long.json',
  },
  {
    code: 'CW-P010',
    title: 'expression without a value',
    exitStatus: 2,
    explanation:
      'An expression divides by zero, or a constant is defined by its own value. Nothing could be put in its place. Division of whole numbers rounds towards zero; where a number has a point it is exact.',
    example: '.const A B+1\n.const B A-1',
  },
  {
    code: 'CW-P011',
    title: 'statement in the wrong place',
    exitStatus: 2,
    explanation:
      'A label, an instruction or a directive stands where it belongs to no program of the machine. Programs begin with `.core` and its number or, for the tile control unit, with `.tile`; a machine of the system puma-core has the core 0 alone, which needs no `.core`, and no tile. Packets are for tiles too.',
    example: '.core 2   ; on a tile of two cores',
  },
  {
    code: 'CW-P012',
    title: 'contents given twice',
    exitStatus: 2,
    explanation:
      'Two directives give contents to the same register, cell or word of data memory. Which of them would hold is not for the order of lines to say. Remove one of them.',
    example: '.data r0, 1, 2\n.data r1, 3',
  },
  {
    code: 'CW-P013',
    title: 'data file with the wrong contents',
    exitStatus: 2,
    explanation:
      'A JSON file that a directive reads holds something else than whole numbers in range, or a matrix of another shape. The file is an array, or an object with an array `values` (and anything else, such as where the data come from). A matrix is an array of rows; it has as many rows and columns as the MVMU unless a row and a column say where it is put.',
    example: '.cells 0, "weights.json"   ; a file of 64 x 48 weights for an MVMU of 128 x 128',
  },
  {
    code: 'CW-P014',
    title: 'MVMU that is not there',
    exitStatus: 2,
    explanation:
      'A mask, a register or a directive names an MVMU that the core does not have. A core has `mvmus` of them, counted from 0, and bit k of a mask is MVMU k. Change the program, or `mvmus` of the configuration.',
    example: 'mvm 0b100, r0, r1   ; with 2 MVMUs',
  },
  {
    code: 'CW-P015',
    title: 'FIFO that is not there',
    exitStatus: 2,
    explanation:
      'A `receive` or a `.packet` names a FIFO beyond those of the receive buffer, of which `tile.fifos` of the configuration is the number. A `send` may name any FIFO up to 255, as it is one of another tile. Change the number, or the configuration.',
    example: 'receive 0, 16, 1, 16, 1   ; with 16 FIFOs',
  },
  {
    code: 'CW-P016',
    title: 'receive that nobody feeds',
    exitStatus: 2,
    explanation:
      'A `receive` waits for a packet that never comes. A tile by itself gets the packets of its image and no others, its program has no branches, and packets of a FIFO are taken in order, so this is known before the run. Add a `.packet`, or receive less. What `.word` writes is not checked, for who wants to see the deadlock.',
    example: '.tile\nreceive 0, 1, 1, 16, 1\nhalt',
  },
  {
    code: 'CW-P017',
    title: 'packet of another width',
    exitStatus: 2,
    explanation:
      'A `receive` meets a packet of another width than its own, which would be a trap. Packets of a FIFO are taken in order, one for each block. Change the width of the one or of the other.',
    example: 'receive 0, 1, 1, 8, 1\n.packet 1, 1, 2, 3, 4',
  },
  {
    code: 'CW-P018',
    title: 'destination over its own source',
    exitStatus: 2,
    explanation:
      'A warning: the destination of a vector operation lies above a source and overlaps it, so that elements are overwritten before they are read. What comes out depends on the lanes of the vector unit. A destination that equals a source, or lies below it, is fine.',
    example: 'alu.relu r1, r0, 8',
  },
  {
    code: 'CW-P019',
    title: 'program that does not end',
    exitStatus: 2,
    explanation:
      'A warning: the last instruction of a program goes on to the next word, or a jump leads behind the program. The words there are no instructions, so the unit would trap. End a core program with `hlt` and a tile program with `halt`.',
    example: '.core 0\nset r0, 1',
  },
  {
    code: 'CW-P020',
    title: 'no image',
    exitStatus: 2,
    explanation:
      'The file is not an image of a program, or one of another version of the format. Images are JSON files that `crossweave assemble` makes. Assemble the program again.',
    example: 'crossweave disassemble tiny.json --config puma-core',
  },
  {
    code: 'CW-P021',
    title: 'image of another configuration',
    exitStatus: 2,
    explanation:
      'The image was made for a machine with other registers, memories, field widths or number formats, so that its words would mean something else. Each key that differs is named. Assemble the program for this configuration; lanes, ADCs, encoding and noise may differ.',
    example: 'crossweave disassemble small.json --config puma-tile',
  },
  {
    code: 'CW-P022',
    title: 'image with wrong contents',
    exitStatus: 2,
    explanation:
      'The image has the right form but holds what the machine has no place for: a value out of range, a program too long, contents given twice. The path in the file is named. Images are best made by `crossweave assemble`.',
    example: '{ ..., "memory": [{ "address": 40000, "count": 1, "values": [1] }] }',
  },
  {
    code: 'CW-P030',
    title: 'a program of another machine',
    exitStatus: 2,
    explanation:
      'The image has programs for more cores than the machine has, or a tile program or packets although the machine is a core alone. Assemble the program for the configuration that runs it, or run it on the one it was made for.',
    example:
      'cores: the program is for another machine\n  expected: programs of at most 2 cores\n  actual: programs of 8 cores',
  },
  {
    code: 'CW-P031',
    title: 'a program longer than its memory',
    exitStatus: 2,
    explanation:
      'An instruction memory holds `instructions` words of 56 bits, that of the tile control unit `tile.instructions`. Shorten the program with loops (`brn`), spread it over more cores, or configure a larger memory.',
    example:
      'cores[0].words: the program is too long\n  expected: at most 585 instructions\n  actual: 600 instructions',
  },
  {
    code: 'CW-P032',
    title: 'an instruction word of more than 56 bits',
    exitStatus: 2,
    explanation:
      'Instructions have 56 bits. A word of the image has ones above them, so it was not made by the assembler; images hold one instruction a 64-bit word, in its low bits.',
    example:
      'cores[0].words[3]: an instruction word is too wide\n  expected: 56 bits\n  actual: 0x1b0000000000000',
  },
  {
    code: 'CW-P033',
    title: 'start values outside the registers',
    exitStatus: 2,
    explanation:
      'The image gives start values to register addresses that the core does not have. Addresses count the XbarIn registers of all MVMUs first (`mvmus` times `dimension`), then the general registers.',
    example:
      'cores[0].registers[0]: start values of registers that are not there\n  expected: register addresses 0 .. 767\n  actual: addresses 760 .. 775',
  },
  {
    code: 'CW-P034',
    title: 'a matrix that does not fit the MVMUs',
    exitStatus: 2,
    explanation:
      'An MVMU takes `dimension` x `dimension` weights of `mvmu.weightBits` bits; `differential` has no least negative one. The image has a matrix for an MVMU that is not there, of another size, or with weights out of range, so it was made for another configuration.',
    example:
      'cores[0].cells[0]: a matrix does not fit the MVMUs\n  expected: 128 x 128 = 16384 weights\n  actual: 1024 weights',
  },
  {
    code: 'CW-P035',
    title: 'start values outside data memory',
    exitStatus: 2,
    explanation:
      'The image gives values to words of data memory that the machine does not have. Move them below `memory.words`, or configure a larger memory.',
    example:
      'memory[0]: words of data memory that are not there\n  expected: addresses 0 .. 32767\n  actual: addresses 32760 .. 32775',
  },
  {
    code: 'CW-P036',
    title: 'a count that the attribute cannot hold',
    exitStatus: 2,
    explanation:
      'A word of data memory has a count of consumers of `memory.countBits` bits. Give the word to fewer consumers, let one of them store a copy for the others, or configure wider counts; 0 makes it a constant.',
    example:
      'memory[0].count: a count that the attribute cannot hold\n  expected: 0 .. 255, the counts of 8 bits\n  actual: 300',
  },
  {
    code: 'CW-P037',
    title: 'a packet that cannot be sent',
    exitStatus: 2,
    explanation:
      'A packet of the image has no words or more than 16, or its FIFO number does not fit the 8 bits of the network port. Packets are one block: split longer data, as `send` with a larger `vecWidth` does.',
    example: 'packets[0].values: a packet that cannot be sent\n  expected: 1 to 16 words\n  actual: 20 words',
  },
  {
    code: 'CW-P040',
    title: 'machine without a program',
    exitStatus: 2,
    explanation:
      'puma-core and puma-tile are programmable: what they compute is in a program, so there is no workload that fits ' +
      'any of them. Give the program with --program, as assembly text or as an image that `crossweave assemble` made. ' +
      '`crossweave run` runs it on the golden simulator alone.',
    example: 'crossweave cosim puma-core --vectors 10',
  },
  {
    code: 'CW-P041',
    title: 'random stalls of RTL from a folder',
    exitStatus: 2,
    explanation:
      'Random stalls come from stall points that are generated into the machine, on every stream between its parts. ' +
      'RTL from a folder is a machine without them, and it runs as it is. Leave out --stalls, or --rtl.',
    example: 'crossweave cosim puma-tile-small --program ring.s --rtl edited/ --stalls 1',
  },
  {
    code: 'CW-P042',
    title: 'runs of different machines',
    exitStatus: 2,
    explanation:
      'The traces of two runs are compared log by log: instructions and registers of each core, products of each ' +
      'MVMU, blocks of each client of the memory. Machines with other numbers of cores or MVMUs have other logs, and a ' +
      'run of an array has none. Compare runs of configurations of one shape.',
    example: 'crossweave diff out/puma_core_small/runs/0123456789ab out/puma_tile_small/runs/ba9876543210',
  },
  {
    code: 'CW-P043',
    title: 'too many packets for the test-bench',
    exitStatus: 2,
    explanation:
      'In a co-simulation the packets that arrive at a tile come from a memory in the test-bench, which holds 4096 of ' +
      'them. The golden simulator alone, `crossweave run`, takes any number. Split the program into several runs.',
    example: 'crossweave cosim puma-tile --program stream.json   with 5000 packets in the image',
  },
]);
