import type { MachineGeometry } from './geometry.js';

/** The one table of the instruction encoding. Assembler, disassembler, decoders of RTL and golden model, and the tables
 *  of docs/puma-isa.md come from it. */

export const instructionBits = 56;

/** What a field holds. */
export type FieldKind =
  /** Index into the operations of the instruction. */
  | 'operation'
  /** Bit for each MVMU, not 0. */
  | 'mask'
  /** Register address that is written. */
  | 'destination'
  /** Register address that is read. */
  | 'source'
  | 'immediate'
  /** 0 XbarOut, 1 XbarIn. */
  | 'side'
  /** Shift amount, or stride of `subsample`. */
  | 'amount'
  /** A number from 1 on, held less one. */
  | 'length'
  /** Consumers of a word. */
  | 'count'
  /** Instruction address. */
  | 'pc'
  /** Tile memory address. */
  | 'memory'
  /** FIFO of the receive buffer. */
  | 'fifo'
  /** Tile number. */
  | 'target';

export interface FieldFormat {
  readonly name: string;
  readonly kind: FieldKind;
  /** Bits, or the letter of docs/puma-isa.md whose value the configuration gives; N is one bit for each MVMU. */
  readonly bits: number | 'A' | 'P' | 'V' | 'C' | 'N';
}

export interface OperationFormat {
  readonly name: string;
  readonly code: number;
  /** Fields used, in the order of the text; the others are 0. */
  readonly uses: readonly string[];
}

export interface InstructionFormat {
  readonly name: string;
  readonly opcode: number;
  /** From the bit below the opcode down. */
  readonly fields: readonly FieldFormat[];
  /** Present where the first field is an `operation`. */
  readonly operations?: readonly OperationFormat[];
  readonly comment: string;
}

const length = (name: string, bits: FieldFormat['bits']): FieldFormat => ({ name, kind: 'length', bits });
const source = (name: string): FieldFormat => ({ name, kind: 'source', bits: 'A' });
const dest: FieldFormat = { name: 'dest', kind: 'destination', bits: 'A' };
const width = length('width', 4);
const vecWidth = length('vecWidth', 'V');

const binary = ['dest', 'src1', 'src2', 'vecWidth'];
const unary = ['dest', 'src1', 'vecWidth'];
const amount = ['dest', 'src1', 'src3', 'vecWidth'];

/** Operations of `alu`. */
export const aluOperations = [
  { name: 'add', code: 0, uses: binary },
  { name: 'sub', code: 1, uses: binary },
  { name: 'mul', code: 2, uses: binary },
  { name: 'div', code: 3, uses: binary },
  { name: 'shl', code: 4, uses: amount },
  { name: 'shr', code: 5, uses: amount },
  { name: 'and', code: 6, uses: binary },
  { name: 'or', code: 7, uses: binary },
  { name: 'not', code: 8, uses: unary },
  { name: 'relu', code: 9, uses: unary },
  { name: 'sigmoid', code: 10, uses: unary },
  { name: 'tanh', code: 11, uses: unary },
  { name: 'log', code: 12, uses: unary },
  { name: 'exp', code: 13, uses: unary },
  { name: 'rand', code: 14, uses: ['dest', 'vecWidth'] },
  { name: 'subsample', code: 15, uses: amount },
  { name: 'min', code: 16, uses: binary },
  { name: 'max', code: 17, uses: binary },
] as const satisfies readonly OperationFormat[];

const immediate = ['dest', 'src1', 'immediate', 'vecWidth'];

/** Operations of `alui`. */
export const aluiOperations = [
  { name: 'add', code: 0, uses: immediate },
  { name: 'sub', code: 1, uses: immediate },
  { name: 'mul', code: 2, uses: immediate },
  { name: 'div', code: 3, uses: immediate },
] as const satisfies readonly OperationFormat[];

const scalar = ['dest', 'src1', 'src2'];

/** Operations of `alu-int`. */
export const scalarOperations = [
  { name: 'add', code: 0, uses: scalar },
  { name: 'sub', code: 1, uses: scalar },
  { name: 'eq', code: 2, uses: scalar },
  { name: 'gt', code: 3, uses: scalar },
  { name: 'ne', code: 4, uses: scalar },
] as const satisfies readonly OperationFormat[];

const branch = ['src1', 'src2', 'pc'];

/** Conditions of `brn`. */
export const branchOperations = [
  { name: 'eq', code: 0, uses: branch },
  { name: 'ne', code: 1, uses: branch },
  { name: 'lt', code: 2, uses: branch },
  { name: 'le', code: 3, uses: branch },
  { name: 'gt', code: 4, uses: branch },
  { name: 'ge', code: 5, uses: branch },
] as const satisfies readonly OperationFormat[];

/** Bits of the opcode of core instructions. */
export const coreOpcodeBits = 4;

export const coreInstructions = [
  {
    name: 'mvm',
    opcode: 1,
    fields: [{ name: 'mask', kind: 'mask', bits: 'N' }, source('filter'), source('stride')],
    comment: 'matrix-vector products of the MVMUs in the mask',
  },
  {
    name: 'alu',
    opcode: 2,
    fields: [
      { name: 'aluop', kind: 'operation', bits: 5 },
      dest,
      source('src1'),
      source('src2'),
      { name: 'src3', kind: 'amount', bits: 5 },
      vecWidth,
    ],
    operations: aluOperations,
    comment: 'vector operation',
  },
  {
    name: 'alui',
    opcode: 3,
    fields: [
      { name: 'aluop', kind: 'operation', bits: 5 },
      dest,
      source('src1'),
      { name: 'immediate', kind: 'immediate', bits: 16 },
      vecWidth,
    ],
    operations: aluiOperations,
    comment: 'vector operation with an immediate',
  },
  {
    name: 'alu-int',
    opcode: 4,
    fields: [{ name: 'aluop', kind: 'operation', bits: 5 }, dest, source('src1'), source('src2')],
    operations: scalarOperations,
    comment: 'scalar operation',
  },
  {
    name: 'set',
    opcode: 5,
    fields: [dest, { name: 'immediate', kind: 'immediate', bits: 16 }],
    comment: 'writes a word',
  },
  {
    name: 'copy',
    opcode: 6,
    fields: [{ name: 'side', kind: 'side', bits: 1 }, dest, source('src1'), width, vecWidth],
    comment: 'moves words inside the core',
  },
  {
    name: 'load',
    opcode: 7,
    fields: [dest, source('address'), width, vecWidth],
    comment: 'moves blocks from tile memory',
  },
  {
    name: 'store',
    opcode: 8,
    fields: [source('address'), source('src1'), { name: 'count', kind: 'count', bits: 'C' }, width, vecWidth],
    comment: 'moves blocks to tile memory',
  },
  { name: 'jmp', opcode: 9, fields: [{ name: 'pc', kind: 'pc', bits: 'P' }], comment: 'goes on at pc' },
  {
    name: 'brn',
    opcode: 10,
    fields: [
      { name: 'brnop', kind: 'operation', bits: 3 },
      source('src1'),
      source('src2'),
      { name: 'pc', kind: 'pc', bits: 'P' },
    ],
    operations: branchOperations,
    comment: 'goes on at pc if the comparison holds',
  },
  { name: 'hlt', opcode: 11, fields: [], comment: 'stops the core' },
] as const satisfies readonly InstructionFormat[];

/** Bits of the opcode of tile instructions. */
export const tileOpcodeBits = 2;

export const tileInstructions = [
  {
    name: 'send',
    opcode: 1,
    fields: [
      { name: 'address', kind: 'memory', bits: 16 },
      { name: 'fifo', kind: 'fifo', bits: 8 },
      { name: 'target', kind: 'target', bits: 16 },
      width,
      length('vecWidth', 10),
    ],
    comment: 'sends blocks of tile memory to another tile',
  },
  {
    name: 'receive',
    opcode: 2,
    fields: [
      { name: 'address', kind: 'memory', bits: 16 },
      { name: 'fifo', kind: 'fifo', bits: 8 },
      { name: 'count', kind: 'count', bits: 16 },
      width,
      length('vecWidth', 10),
    ],
    comment: 'writes packets to tile memory',
  },
  { name: 'halt', opcode: 3, fields: [], comment: 'stops the tile control unit' },
] as const satisfies readonly InstructionFormat[];

/** A field's place in the word. */
export interface FieldPlace {
  readonly field: FieldFormat;
  readonly lsb: number;
  readonly bits: number;
}

/** Bits of a field for a machine. */
export function fieldBits(field: FieldFormat, geometry: MachineGeometry): number {
  switch (field.bits) {
    case 'A':
      return geometry.addressBits;
    case 'P':
      return geometry.pcBits;
    case 'V':
      return geometry.vectorWidthBits;
    case 'C':
      return geometry.countBits;
    case 'N':
      return geometry.mvmus;
    default:
      return field.bits;
  }
}

/** Places of an instruction's fields, from the bit below the opcode down; the last may lie below 0 where a machine's
 *  fields do not fit, which its configuration check refuses. */
export function fieldPlaces(
  instruction: InstructionFormat,
  opcodeBits: number,
  geometry: MachineGeometry,
): FieldPlace[] {
  let lsb = instructionBits - opcodeBits;
  return instruction.fields.map((field) => {
    const bits = fieldBits(field, geometry);
    lsb -= bits;
    return { field, lsb, bits };
  });
}

/** Why a unit trapped, with the number of the debug port. */
export const trapCauses = [
  'none',
  'invalid-instruction',
  'instruction-address',
  'register-address',
  'memory-address',
  'operand',
  'packet-width',
] as const;
export type TrapCause = Exclude<(typeof trapCauses)[number], 'none'>;

/** Classes of core instructions, as they are counted. */
export const instructionClasses = [
  'mvm',
  'vector',
  'lookup',
  'scalar',
  'move',
  'load',
  'store',
  'control',
] as const;
export type InstructionClass = (typeof instructionClasses)[number];

/** Counters of a core in the order of the debug port. */
export const coreCounters = [
  'cycles',
  ...instructionClasses,
  'stallFetch',
  'stallMvmu',
  'stallMemory',
  'mvms',
] as const;
export type CoreCounter = (typeof coreCounters)[number];
