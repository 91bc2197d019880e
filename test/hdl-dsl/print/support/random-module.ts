import type {
  Instance,
  Module,
  Port,
  Register,
  Signal,
  Statement,
  Wire,
} from '../../../../hdl-dsl/ir/index.js';
import * as ir from './ir.js';
import type { Random } from './random.js';
import { RandomExpressions, randomType } from './random-expressions.js';

/** A random module without combinational loops: every wire reads only what was closed before it. All registers,
 *  wires and instance outputs are visible at outputs. */
export function randomModule(
  random: Random,
  name: string,
  children: readonly Module[],
  made: Map<string, number>,
): Module {
  const expressions = new RandomExpressions(random);
  const count = (n: number): number[] => Array.from({ length: 1 + random.below(n) }, (_, i) => i);
  const inputs = count(5).map((i) => ir.input(`in${i}`, randomType(random)));
  const states = ir.enumeration('state', 'Idle', 'Load', 'Run');
  const registers: Register[] = count(5).map((i) => randomRegister(random, `r${i}`));
  const state = ir.register('state', ir.enumType(states), 0n);
  registers.push(state);
  const memories = count(3).map((i) => {
    const depth = random.pick([1, 2, 3, 4, 5, 8, 11]);
    return ir.memory(`m${i}`, randomType(random), depth, random.chance(0.5));
  });
  // One address that is surely no constant: memory words that nothing writes are a finding of lint.
  const address = ir.input('address', ir.uint(4));
  inputs.push(address);
  expressions.signals.push(...inputs, ...registers);
  expressions.memories.push(...memories);

  const body: Statement[] = [];
  const wires: Wire[] = [];
  const instances: Instance[] = [];
  // Wires assigned but not yet read by anything.
  let open: Wire[] = [];
  const close = (): void => {
    expressions.signals.push(...open);
    open = [];
  };
  const value = (type: Signal['type'], depth = 3) => expressions.make(type, 1 + random.below(depth));
  const condition = () => value(ir.bool, 2);

  for (const round of [0, 1, 2]) {
    const fresh = count(3).map((i) => {
      const type = randomType(random);
      return ir.wire(`w${round}_${i}`, type, random.chance(0.5) ? literalOf(random, type) : undefined);
    });
    wires.push(...fresh);
    body.push(...randomDrive(random, fresh, value, condition));
    open.push(...fresh);
    if (random.chance(0.3)) {
      const [early, ...rest] = open;
      if (early !== undefined) expressions.signals.push(early);
      open = rest;
    }
    for (const w of open) {
      if (random.chance(0.25)) body.push(ir.when(condition(), [partial(random, w, value)]));
    }
    if (random.chance(0.7)) close();
    const child = children[round];
    if (child !== undefined) {
      close();
      const made = ir.instance(`c${round}`, child);
      instances.push(made);
      for (const port of made.ports.filter((p) => p.direction === 'input')) {
        const simple = random.chance(0.4) ? 0 : 2;
        if (random.chance(0.8)) body.push(ir.assign(port, expressions.make(port.type, simple)));
        else {
          body.push(
            ir.when(condition(), [ir.assign(port, value(port.type))], [ir.assign(port, value(port.type))]),
          );
        }
      }
      expressions.signals.push(...made.ports.filter((p) => p.direction === 'output'));
    }
  }
  close();

  for (const r of registers) if (r !== state) body.push(...randomUpdate(random, r, value, condition));
  const shared = registers.filter((r) => r !== state && random.chance(0.4));
  if (shared.length > 0) {
    body.push(
      ir.when(
        condition(),
        shared.map((r) => ir.assign(r, value(r.type))),
        random.chance(0.5) ? shared.map((r) => partial(random, r, value)) : [],
      ),
    );
  }
  body.push(
    ir.choose(ir.read(state), [
      [0, [ir.when(condition(), [ir.assign(state, ir.lit(state.type, 1))])]],
      [
        1,
        [
          ir.assign(state, ir.lit(state.type, 2)),
          ...shared.slice(0, 1).map((r) => ir.assign(r, value(r.type))),
        ],
      ],
      [
        2,
        [ir.when(condition(), [ir.assign(state, ir.lit(state.type, 0))], [ir.assign(state, ir.read(state))])],
      ],
    ]),
  );
  for (const m of memories) {
    body.push(ir.write(m, ir.read(address), value(m.word)));
    for (const _ of count(2)) {
      const write = ir.write(m, expressions.index(m.depth, 2), value(m.word));
      body.push(
        random.chance(0.6)
          ? ir.when(
              condition(),
              [write],
              random.chance(0.3) ? [ir.write(m, expressions.index(m.depth, 1), value(m.word))] : [],
            )
          : write,
      );
    }
  }
  const visible: Signal[] = [
    ...registers,
    ...wires,
    ...instances.flatMap((i) => i.ports.filter((p) => p.direction === 'output')),
  ];
  const outputs: Port[] = [];
  visible.forEach((signal, i) => {
    const port = ir.output(`out${i}`, signal.type.kind === 'enum' ? ir.uint(signal.type.width) : signal.type);
    outputs.push(port);
    const seen = ir.read(signal);
    body.push(ir.assign(port, signal.type.kind === 'enum' ? ir.recast(seen, port.type) : seen));
  });
  for (const i of count(4)) {
    const port = ir.output(`x${i}`, randomType(random));
    outputs.push(port);
    body.push(ir.assign(port, value(port.type, 4)));
  }
  for (const [kind, n] of expressions.made) made.set(kind, (made.get(kind) ?? 0) + n);
  const assertions = random.chance(0.5)
    ? [ir.assertion('NeverFalse', tautology(condition()), 'cannot happen')]
    : [];
  return ir.module(name, {
    ports: [...inputs, ...outputs],
    wires,
    registers,
    memories,
    instances,
    body,
    assertions,
  });
}

type MakeValue = (type: Signal['type'], depth?: number) => ReturnType<RandomExpressions['make']>;
type MakeCondition = () => ReturnType<RandomExpressions['make']>;

const tautology = (c: ReturnType<MakeCondition>): ReturnType<MakeCondition> =>
  ir.binary('or', c, ir.unary('not', c));

function literalOf(random: Random, type: Signal['type']): bigint {
  const pattern = random.bits(type.width);
  return type.signed ? BigInt.asIntN(type.width, pattern) : pattern;
}

function randomRegister(random: Random, name: string): Register {
  const type = randomType(random);
  return ir.register(name, type, random.chance(0.8) ? literalOf(random, type) : undefined);
}

/** Assigns some bits of the target. */
function partial(random: Random, target: Signal, value: MakeValue): Statement {
  const width = 1 + random.below(target.type.width);
  const lsb = random.below(target.type.width - width + 1);
  const type = width === target.type.width ? target.type : ir.bits(width);
  return ir.assign(target, value(type), lsb, width);
}

/** Drives wires in every branch, in one of several styles. */
function randomDrive(
  random: Random,
  wires: readonly Wire[],
  value: MakeValue,
  condition: MakeCondition,
): Statement[] {
  const full = (w: Wire): Statement => ir.assign(w, value(w.type));
  switch (random.below(5)) {
    case 0:
      return wires.map(full);
    case 1:
      return [ir.when(condition(), wires.map(full), wires.map(full))];
    case 2: {
      const subject = value(random.pick([ir.uint(2), ir.sint(2), ir.uint(3), ir.bool]));
      const matches = subject.type.signed ? [-2, 0, 1] : subject.type.width === 1 ? [1] : [0, 2, 3];
      return [
        ir.choose(
          subject,
          matches.map((m) => [m, wires.map(full)] as const),
          wires.map(full),
        ),
      ];
    }
    case 3:
      return wires.flatMap((w) => {
        const { width } = w.type;
        if (width < 2) return [full(w)];
        const cut = 1 + random.below(width - 1);
        return [
          ir.assign(w, value(ir.bits(cut)), 0, cut),
          ir.assign(w, value(ir.bits(width - cut)), cut, width - cut),
        ];
      });
    default: {
      const defaults = wires.filter((w) => w.default === undefined).map(full);
      const inner = ir.when(condition(), wires.filter(() => random.chance(0.7)).map(full));
      return [
        ...defaults,
        ir.when(
          condition(),
          [inner, ...wires.slice(0, 1).map(full)],
          wires.slice(1).map((w) => partial(random, w, value)),
        ),
      ];
    }
  }
}

function randomUpdate(random: Random, r: Register, value: MakeValue, condition: MakeCondition): Statement[] {
  switch (random.below(6)) {
    case 0:
      return [ir.assign(r, value(r.type))];
    case 1:
      return [ir.when(condition(), [ir.assign(r, value(r.type))])];
    case 2:
      return [ir.when(condition(), [ir.when(condition(), [ir.assign(r, value(r.type))])])];
    case 3:
      return [
        ir.when(condition(), [partial(random, r, value)], [partial(random, r, value)]),
        partial(random, r, value),
      ];
    case 4:
      return [ir.when(condition(), [], [ir.assign(r, value(r.type))])];
    default:
      return [
        ir.when(
          condition(),
          [ir.assign(r, value(r.type))],
          [ir.when(condition(), [partial(random, r, value)])],
        ),
      ];
  }
}
