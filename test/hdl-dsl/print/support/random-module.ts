import type {
  ClockDomain,
  Instance,
  Memory,
  Module,
  Port,
  Register,
  Signal,
  Statement,
  Wire,
} from '../../../../hdl-dsl/ir/index.js';
import { mainClock } from '../../../../hdl-dsl/names/clock-pins.js';
import * as ir from './ir.js';
import type { Random } from './random.js';
import { RandomExpressions, randomType } from './random-expressions.js';
import { memoryWrites, randomMemory, syncRead } from './random-memory.js';
import { constantOf, RandomStatements } from './random-statements.js';
import { randomStream } from './random-stream.js';

export interface Shape {
  /** Most inputs, registers and wires of a kind; half of it is the depth of the deepest expressions. */
  readonly size: number;
  /** Whether there may be other clocks than `main`, and synchronous resets. */
  readonly clocks: boolean;
}

/** A random module without combinational loops: every wire reads only what was closed before it. All registers,
 *  wires and instance outputs are visible at outputs. */
export function randomModule(
  random: Random,
  name: string,
  children: readonly Module[],
  { size, clocks }: Shape,
): Module {
  const expressions = new RandomExpressions(random);
  const statements = new RandomStatements(random, expressions, Math.max(1, size >> 1));
  const count = (n: number): number[] => Array.from({ length: 1 + random.below(n) }, (_, i) => i);
  const domains = clocks ? randomDomains(random) : [mainClock];
  const domain = (): ClockDomain => random.pick(domains);
  const states = randomStates(random);

  const inputs: Port[] = count(size).map((i) => ir.input(`in${i}`, randomType(random)));
  const registers: Register[] = count(size).map((i) => {
    const type = randomType(random);
    const reset = random.chance(0.8) ? constantOf(random, type) : undefined;
    return ir.register(`r${i}`, type, reset, undefined, domain());
  });
  const state = ir.register(
    'state',
    ir.enumType(states),
    constantOf(random, ir.enumType(states)),
    undefined,
    domain(),
  );
  const memories: Memory[] = random.chance(0.5)
    ? count(2).map((i) => randomMemory(random, `m${i}`, domain()))
    : [];
  const stream = random.chance(0.35) ? randomStream(random, domain()) : undefined;
  const address = ir.input('address', ir.uint(4));
  if (memories.length > 0) inputs.push(address);
  expressions.signals.push(...inputs, ...registers, ...(stream?.signals ?? []));
  expressions.memories.push(...memories);
  const plain = [...registers];
  registers.push(state, ...(stream?.registers ?? []));

  const body: Statement[] = [];
  const wires: Wire[] = [];
  const instances: Instance[] = [];
  // Wires assigned but not yet read by anything.
  let open: Wire[] = [];
  const close = (): void => {
    expressions.signals.push(...open);
    open = [];
  };
  for (const round of Array.from({ length: Math.max(children.length, 1 + (size >> 1)) }, (_, i) => i)) {
    const fresh = count(Math.max(1, size - 1)).map((i) => randomWire(random, `w${round}_${i}`, state));
    wires.push(...fresh);
    body.push(...statements.drive(fresh));
    open.push(...fresh);
    if (random.chance(0.3)) {
      const [early, ...rest] = open;
      if (early !== undefined) expressions.signals.push(early);
      open = rest;
    }
    for (const w of open) {
      if (random.chance(0.2) && w.type.kind !== 'enum')
        body.push(ir.when(statements.condition(), [statements.partial(w)]));
    }
    if (random.chance(0.7)) close();
    const child = children[round];
    if (child === undefined) continue;
    close();
    const clocksOf = Object.fromEntries(child.clocks.map((inner) => [inner.name, domain()]));
    const made = ir.instance(`c${round}`, child, {}, clocksOf);
    instances.push(made);
    body.push(...connections(random, made, statements, expressions));
    expressions.signals.push(...made.ports.filter((p) => p.direction === 'output'));
  }
  close();

  for (const r of plain) body.push(...statements.update(r));
  const shared = plain.filter(() => random.chance(0.4));
  if (shared.length > 0) {
    const otherwise = random.chance(0.5) ? shared.map((r) => statements.partial(r)) : [];
    body.push(
      ir.when(
        statements.condition(),
        shared.map((r) => ir.assign(r, statements.value(r.type))),
        otherwise,
      ),
    );
  }
  body.push(moves(random, state, shared, statements));
  for (const m of memories) {
    body.push(...memoryWrites(random, m, address, statements, expressions));
    if (random.chance(0.5)) {
      const read = syncRead(random, m, statements, expressions);
      registers.push(read.register);
      body.push(...read.body);
    }
  }
  if (stream !== undefined) body.push(...stream.body(statements.value(stream.registers[1]?.type ?? ir.bool)));

  const outputs: Port[] = [];
  const show = (signal: Signal): void => {
    const { type } = signal;
    const port = ir.output(`out${outputs.length}`, type.kind === 'enum' ? ir.uint(type.width) : type);
    outputs.push(port);
    body.push(
      ir.assign(port, type.kind === 'enum' ? ir.recast(ir.read(signal), port.type) : ir.read(signal)),
    );
  };
  for (const signal of [
    ...registers,
    ...wires,
    ...instances.flatMap((i) => i.ports.filter((p) => p.direction === 'output')),
  ]) {
    show(signal);
  }
  for (const m of memories) {
    const port = ir.output(`x_${m.name}`, m.word);
    outputs.push(port);
    body.push(ir.assign(port, ir.memoryRead(m, ir.read(address))));
  }
  for (const i of count(size >> 1)) {
    const port = ir.output(`x${i}`, randomType(random));
    outputs.push(port);
    body.push(ir.assign(port, statements.value(port.type)));
  }
  const condition = statements.condition();
  const tautology = ir.binary('or', condition, ir.unary('not', condition));
  const assertions = random.chance(0.4)
    ? [ir.assertion('NeverFalse', tautology, 'cannot happen', domain())]
    : [];
  return ir.module(name, {
    ports: [...inputs, ...(stream?.ports ?? []), ...outputs],
    wires,
    registers,
    memories,
    instances,
    body,
    assertions: [...assertions, ...(stream === undefined ? [] : [stream.assertion])],
    clocks: domains,
  });
}

function randomDomains(random: Random): ClockDomain[] {
  if (random.chance(0.45)) return [mainClock];
  const names = random.pick([
    ['main'],
    ['main', 'write'],
    ['write', 'read'],
    ['main', 'write', 'read'],
    ['bus'],
  ]);
  return names.map((name) => ({ name, reset: random.pick(['async', 'sync'] as const) }));
}

function randomStates(random: Random): ReturnType<typeof ir.encoded> {
  return ir.encoded(
    'state',
    random.pick([
      { Idle: 0, Load: 1, Run: 2 },
      { Idle: 1, Load: 2, Run: 4 },
      { Idle: 0, Load: 1, Run: 3 },
      { Idle: 9, Load: 0, Run: 5 },
    ]),
  );
}

function randomWire(random: Random, name: string, state: Register): Wire {
  const type = random.chance(0.06) ? state.type : randomType(random);
  return ir.wire(name, type, random.chance(0.5) ? constantOf(random, type) : undefined);
}

/** Drives the inputs of an instance, plainly or under a condition. */
function connections(
  random: Random,
  of: Instance,
  statements: RandomStatements,
  expressions: RandomExpressions,
): Statement[] {
  return of.ports
    .filter((p) => p.direction === 'input')
    .map((port) => {
      if (random.chance(0.8)) return ir.assign(port, expressions.make(port.type, random.chance(0.4) ? 0 : 2));
      const [yes, no] = [statements.value(port.type), statements.value(port.type)];
      return ir.when(statements.condition(), [ir.assign(port, yes)], [ir.assign(port, no)]);
    });
}

/** A state machine over the register, which also updates others. */
function moves(
  random: Random,
  state: Register,
  others: readonly Register[],
  statements: RandomStatements,
): Statement {
  const [idle, load, run] = (state.type.enumeration?.members ?? []).map(({ value }) => value);
  const go = (to: bigint | undefined): Statement => ir.assign(state, ir.lit(state.type, to ?? 0n));
  const extra = others.slice(0, 1).map((r) => ir.assign(r, statements.value(r.type)));
  return ir.choose(ir.read(state), [
    [idle ?? 0n, [ir.when(statements.condition(), [go(load)])]],
    [
      load ?? 0n,
      random.chance(0.5) ? [go(run), ...extra] : [...extra, ir.when(statements.condition(), [go(run)])],
    ],
    [run ?? 0n, [ir.when(statements.condition(), [go(idle)], [ir.assign(state, ir.read(state))])]],
  ]);
}
