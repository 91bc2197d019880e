import type {
  Assertion,
  Assign,
  BlackBox,
  ClockDomain,
  Enumeration,
  Expression,
  GroundType,
  Instance,
  InstancePort,
  Memory,
  MemoryWrite,
  Module,
  Port,
  Register,
  Signal,
  SourceRef,
  Statement,
  Wire,
} from '../../../../hdl-dsl/ir/index.js';
import { mainClock } from '../../../../hdl-dsl/names/clock-pins.js';

/** Short constructors of intermediate forms for tests, without the checks of the language. */

export const source: SourceRef = {
  resolve: () => ({ file: 'test/hdl-dsl/print/example.ts', line: 1, column: 1 }),
};

export const bool: GroundType = { kind: 'bool', width: 1, signed: false };
export const bits = (width: number): GroundType => ({ kind: 'bits', width, signed: false });
export const uint = (width: number): GroundType => ({ kind: 'uint', width, signed: false });
export const sint = (width: number): GroundType => ({ kind: 'sint', width, signed: true });
export const enumeration = (name: string, ...members: string[]): Enumeration => ({
  name,
  members: members.map((m, i) => ({ name: m, value: BigInt(i) })),
});
/** An enumeration of chosen encodings. */
export const encoded = (name: string, members: Readonly<Record<string, number | bigint>>): Enumeration => ({
  name,
  members: Object.entries(members).map(([member, value]) => ({ name: member, value: BigInt(value) })),
});
export const enumType = (of: Enumeration): GroundType => ({
  kind: 'enum',
  width: Math.max(...of.members.map(({ value }) => value.toString(2).length)),
  signed: false,
  enumeration: of,
});

const commented = (comment: string | undefined): { comment?: string } =>
  comment === undefined ? {} : { comment };

export const input = (name: string, type: GroundType, comment?: string): Port => ({
  kind: 'port',
  name,
  type,
  direction: 'input',
  clock: mainClock,
  source,
  ...commented(comment),
});
export const output = (name: string, type: GroundType, comment?: string): Port => ({
  kind: 'port',
  name,
  type,
  direction: 'output',
  clock: mainClock,
  source,
  ...commented(comment),
});
export const wire = (name: string, type: GroundType, initial?: bigint, comment?: string): Wire => ({
  kind: 'wire',
  name,
  type,
  source,
  ...(initial === undefined ? {} : { default: initial }),
  ...commented(comment),
});
export const register = (
  name: string,
  type: GroundType,
  reset?: bigint,
  comment?: string,
  clock: ClockDomain = mainClock,
): Register => ({
  kind: 'register',
  name,
  type,
  clock,
  source,
  ...(reset === undefined ? {} : { reset }),
  ...commented(comment),
});
export const memory = (
  name: string,
  word: GroundType,
  depth: number,
  packed = false,
  more: Partial<Pick<Memory, 'clock' | 'initial' | 'comment'>> = {},
): Memory => ({
  kind: 'memory',
  name,
  word,
  depth,
  packed,
  clock: mainClock,
  source,
  ...more,
});

export const lit = (type: GroundType, value: bigint | number): Expression => ({
  kind: 'literal',
  type,
  value: BigInt(value),
});
export const read = (signal: Signal): Expression => ({ kind: 'signal', type: signal.type, signal });
type Binary = Extract<Expression, { kind: 'binary' }>;
type Unary = Extract<Expression, { kind: 'unary' }>;
const comparisons: readonly Binary['op'][] = ['eq', 'ne', 'lt', 'le', 'gt', 'ge'];
export const binary = (
  op: Binary['op'],
  left: Expression,
  right: Expression,
  type = left.type,
): Expression => ({
  kind: 'binary',
  op,
  type: comparisons.includes(op) ? bool : type,
  left,
  right,
});
export const unary = (op: Unary['op'], operand: Expression, type = operand.type): Expression => ({
  kind: 'unary',
  op,
  type: op.startsWith('reduce') ? bool : type,
  operand,
});
export const extend = (operand: Expression, width: number): Expression => ({
  kind: 'extend',
  type: { ...operand.type, kind: operand.type.signed ? 'sint' : 'uint', width },
  operand,
});
export const recast = (operand: Expression, type: GroundType): Expression => ({
  kind: 'recast',
  type,
  operand,
});
export const slice = (operand: Expression, lsb: number, width: number): Expression => ({
  kind: 'slice',
  type: bits(width),
  operand,
  lsb,
});
export const mux = (condition: Expression, whenTrue: Expression, whenFalse: Expression): Expression => ({
  kind: 'mux',
  type: whenTrue.type,
  condition,
  whenTrue,
  whenFalse,
});
export const concat = (...parts: Expression[]): Expression => ({
  kind: 'concat',
  type: bits(parts.reduce((sum, p) => sum + p.type.width, 0)),
  parts,
});
export const partSelect = (operand: Expression, index: Expression, width: number): Expression => ({
  kind: 'part-select',
  type: bits(width),
  operand,
  index,
});
export const memoryRead = (of: Memory, address: Expression): Expression => ({
  kind: 'memory-read',
  type: of.word,
  memory: of,
  address,
});
export const contents = (of: Memory): Expression => ({
  kind: 'memory-contents',
  type: bits(of.word.width * of.depth),
  memory: of,
});

export const assign = (target: Signal, value: Expression, lsb = 0, width = target.type.width): Assign => ({
  kind: 'assign',
  target,
  lsb,
  width,
  value,
  source,
});
export const when = (condition: Expression, then: Statement[], otherwise: Statement[] = []): Statement => ({
  kind: 'when',
  condition,
  then,
  otherwise,
  source,
});
export const write = (
  to: Memory,
  address: Expression,
  data: Expression,
  lsb = 0,
  width = to.word.width,
): MemoryWrite => ({
  kind: 'memory-write',
  memory: to,
  address,
  lsb,
  width,
  data,
  source,
});
export const choose = (
  subject: Expression,
  cases: readonly (readonly [bigint | number, Statement[]])[],
  otherwise: Statement[] = [],
): Statement => ({
  kind: 'switch',
  subject,
  cases: cases.map(([match, body]) => ({ match: BigInt(match), body })),
  otherwise,
  source,
});
export const assertion = (
  name: string,
  condition: Expression,
  message: string,
  clock: ClockDomain = mainClock,
): Assertion => ({ name, condition, message, clock, source });

export function instance(
  name: string,
  of: Module | BlackBox,
  parameters: Record<string, number> = {},
  clocksOf: Readonly<Record<string, ClockDomain>> = {},
): Instance {
  const ports = of.ports.map(
    (p): InstancePort => ({
      kind: 'instance-port',
      name: p.name,
      type: p.type,
      direction: p.direction,
      instance: name,
      source,
    }),
  );
  const clocks = Object.fromEntries(
    of.clocks.map((clock) => [clock.name, clocksOf[clock.name] ?? mainClock]),
  );
  return { name, of, parameters, ports, clocks, source };
}

export function portOf(of: Instance, name: string): InstancePort {
  const port = of.ports.find((p) => p.name === name);
  if (port === undefined) throw new Error(`no port ${name}`);
  return port;
}

type Parts = Partial<Omit<Module, 'kind' | 'name' | 'source'>>;

export function module(name: string, parts: Parts): Module {
  const { registers = [], memories = [], instances = [], assertions = [] } = parts;
  const clockedInstance = instances.some(({ of }) => of.clocks.length > 0);
  const isClocked = registers.length + memories.length + assertions.length > 0 || clockedInstance;
  return {
    ...parts,
    kind: 'module',
    name,
    comment: parts.comment ?? 'a module for tests',
    ports: parts.ports ?? [],
    wires: parts.wires ?? [],
    registers,
    memories,
    instances,
    body: parts.body ?? [],
    assertions,
    source,
    clocks: parts.clocks ?? (isClocked ? [mainClock] : []),
  };
}
