import type {
  Assign,
  ClockDomain,
  Expression,
  Instance,
  Memory,
  MemoryWrite,
  Module,
  Signal,
  Statement,
} from '../../../../hdl-dsl/ir/index.js';

/** A third opinion: walks the intermediate form with exact integers, straight from the comments in `hdl-dsl/ir`.
 *  Slow, and shares nothing with the printer or the simulator. */
export class Reference {
  readonly #module: Module;
  readonly #registers = new Map<Signal, bigint>();
  readonly #memories = new Map<Memory, bigint[]>();
  readonly #children = new Map<string, Reference>();
  #values = new Map<Signal, bigint>();
  #computed = new Map<Expression, bigint>();
  #input: (name: string) => bigint = () => 0n;
  #inReset: (domain: ClockDomain) => boolean = () => false;

  constructor(module: Module) {
    this.#module = module;
    for (const { name, of } of module.instances) {
      if (of.kind === 'module') this.#children.set(name, new Reference(of));
    }
    for (const m of module.memories) {
      this.#memories.set(
        m,
        Array.from({ length: m.depth }, (_, i) => number(m.initial?.[i] ?? 0n, m.word)),
      );
    }
    this.reset();
  }

  /** All domains at once, whatever the kind of their resets. */
  reset(): void {
    for (const r of this.#module.registers) {
      this.#registers.set(r, r.reset ?? this.#registers.get(r) ?? 0n);
    }
    for (const child of this.#children.values()) child.reset();
  }

  /** Sets where inputs come from, by name as declared, and which domains are in reset; forgets settled values.
   *  Asynchronous resets take effect. */
  drive(input: (name: string) => bigint, inReset: (domain: ClockDomain) => boolean = () => false): void {
    this.#input = input;
    this.#inReset = inReset;
    this.#values = new Map();
    this.#computed = new Map();
    for (const r of this.#module.registers) {
      if (r.reset !== undefined && r.clock.reset === 'async' && inReset(r.clock)) {
        this.#registers.set(r, r.reset);
      }
    }
    for (const instance of this.#module.instances) {
      this.#children.get(instance.name)?.drive(
        (name) => this.#valueOf(portOf(instance, name)),
        (domain) => inReset(outside(instance, domain)),
      );
    }
  }

  /** The settled bits of an output, unsigned. */
  output(name: string): bigint {
    const port = this.#module.ports.find((p) => p.name === name);
    if (port === undefined) throw new Error(`no port ${name}`);
    return pattern(this.#valueOf(port), port.type.width);
  }

  /** The number that a signal or an expression of this module means in this cycle. */
  peek(what: Signal | Expression): bigint {
    return 'type' in what && 'name' in what ? this.#valueOf(what) : this.#eval(what);
  }

  /** The interpreter of an instance. */
  child(name: string): Reference {
    const found = this.#children.get(name);
    if (found === undefined) throw new Error(`no module in ${name}`);
    return found;
  }

  /** An edge of the clocks that `ticks` says, all at once, with inputs and resets as driven. */
  clock(ticks: (domain: ClockDomain) => boolean = () => true): void {
    const commits: (() => void)[] = [];
    this.#prepare(commits, ticks);
    for (const commit of commits) commit();
  }

  #prepare(commits: (() => void)[], ticks: (domain: ClockDomain) => boolean): void {
    for (const instance of this.#module.instances) {
      const child = this.#children.get(instance.name);
      if (child === undefined) continue;
      child.#prepare(commits, (domain) => ticks(outside(instance, domain)));
    }
    for (const r of this.#module.registers) {
      if (!ticks(r.clock)) continue;
      const held = this.#registers.get(r) ?? 0n;
      const isReset = r.reset !== undefined && this.#inReset(r.clock);
      const next = isReset ? r.reset : number(this.#assigned(r, pattern(held, r.type.width)), r.type);
      commits.push(() => this.#registers.set(r, next));
    }
    this.#active(this.#module.body, (leaf) => {
      if (leaf.kind !== 'memory-write' || !ticks(leaf.memory.clock)) return;
      const address = this.#eval(leaf.address);
      const data = pattern(this.#eval(leaf.data), leaf.width) << BigInt(leaf.lsb);
      const kept = ~(((1n << BigInt(leaf.width)) - 1n) << BigInt(leaf.lsb));
      const { memory } = leaf;
      if (address >= BigInt(memory.depth)) return;
      commits.push(() => {
        const words = this.#words(memory);
        const before = pattern(words[Number(address)] ?? 0n, memory.word.width);
        words[Number(address)] = number((before & kept) | data, memory.word);
      });
    });
  }

  #valueOf(signal: Signal): bigint {
    let value = this.#values.get(signal);
    if (value === undefined) {
      value = this.#settle(signal);
      this.#values.set(signal, value);
    }
    return value;
  }

  #settle(signal: Signal): bigint {
    if (signal.kind === 'register') return this.#registers.get(signal) ?? 0n;
    if (signal.kind === 'port' && signal.direction === 'input')
      return number(this.#input(signal.name), signal.type);
    if (signal.kind === 'instance-port' && signal.direction === 'output') {
      const child = this.#children.get(signal.instance);
      return number(child?.output(signal.name) ?? 0n, signal.type);
    }
    const initial = signal.kind === 'wire' ? (signal.default ?? 0n) : 0n;
    return number(this.#assigned(signal, pattern(initial, signal.type.width)), signal.type);
  }

  #assigned(target: Signal, initial: bigint): bigint {
    let value = initial;
    this.#active(onlyFor(this.#module.body, target), (leaf) => {
      if (leaf.kind !== 'assign') return;
      const mask = ((1n << BigInt(leaf.width)) - 1n) << BigInt(leaf.lsb);
      const put = pattern(this.#eval(leaf.value), leaf.width) << BigInt(leaf.lsb);
      value = (value & ~mask) | put;
    });
    return value;
  }

  #active(statements: readonly Statement[], visit: (leaf: Assign | MemoryWrite) => void): void {
    for (const s of statements) {
      if (s.kind === 'assign' || s.kind === 'memory-write') visit(s);
      else if (s.kind === 'when') this.#active(this.#eval(s.condition) !== 0n ? s.then : s.otherwise, visit);
      else {
        const subject = this.#eval(s.subject);
        this.#active(s.cases.find((c) => c.match === subject)?.body ?? s.otherwise, visit);
      }
    }
  }

  #eval(e: Expression): bigint {
    let value = this.#computed.get(e);
    if (value === undefined) {
      value = number(this.#compute(e), e.type);
      this.#computed.set(e, value);
    }
    return value;
  }

  #compute(e: Expression): bigint {
    switch (e.kind) {
      case 'literal':
        return e.value;
      case 'signal':
        return this.#valueOf(e.signal);
      case 'memory-read':
        return this.#words(e.memory)[Number(this.#eval(e.address))] ?? 0n;
      case 'memory-contents':
        return this.#words(e.memory).reduceRight(
          (all, word) => (all << BigInt(e.memory.word.width)) | pattern(word, e.memory.word.width),
          0n,
        );
      case 'unary': {
        const a = this.#eval(e.operand);
        const raw = pattern(a, e.operand.type.width);
        const ones = [...raw.toString(2)].filter((c) => c === '1').length;
        switch (e.op) {
          case 'not':
            return ~a;
          case 'negate':
            return -a;
          case 'reduce-and':
            return ones === e.operand.type.width ? 1n : 0n;
          case 'reduce-or':
            return ones > 0 ? 1n : 0n;
          case 'reduce-xor':
            return BigInt(ones % 2);
          case 'popcount':
            return BigInt(ones);
        }
        break;
      }
      case 'binary': {
        const a = this.#eval(e.left);
        const b = this.#eval(e.right);
        const truth = (t: boolean): bigint => (t ? 1n : 0n);
        const ops: Record<typeof e.op, () => bigint> = {
          add: () => a + b,
          sub: () => a - b,
          mul: () => a * b,
          and: () => a & b,
          or: () => a | b,
          xor: () => a ^ b,
          eq: () => truth(a === b),
          ne: () => truth(a !== b),
          lt: () => truth(a < b),
          le: () => truth(a <= b),
          gt: () => truth(a > b),
          ge: () => truth(a >= b),
        };
        return ops[e.op]();
      }
      case 'shift': {
        const a = this.#eval(e.operand);
        return e.direction === 'left' ? a << BigInt(e.amount) : a >> BigInt(e.amount);
      }
      case 'shift-dynamic': {
        const a = this.#eval(e.operand);
        const amount = this.#eval(e.amount);
        const by = amount > 2000n ? 2000n : amount;
        return e.direction === 'left' ? a << by : a >> by;
      }
      case 'concat':
        return e.parts.reduce(
          (all, p) => (all << BigInt(p.type.width)) | pattern(this.#eval(p), p.type.width),
          0n,
        );
      case 'slice':
        return pattern(this.#eval(e.operand), e.operand.type.width) >> BigInt(e.lsb);
      case 'part-select': {
        const index = this.#eval(e.index);
        if (index >= BigInt(Math.floor(e.operand.type.width / e.type.width))) return 0n;
        return pattern(this.#eval(e.operand), e.operand.type.width) >> (index * BigInt(e.type.width));
      }
      case 'mux':
        return this.#eval(this.#eval(e.condition) !== 0n ? e.whenTrue : e.whenFalse);
      case 'extend':
      case 'recast':
        return this.#eval(e.operand);
    }
  }

  #words(memory: Memory): bigint[] {
    return this.#memories.get(memory) ?? [];
  }
}

const pattern = (value: bigint, width: number): bigint => BigInt.asUintN(width, value);
const number = (value: bigint, type: { width: number; signed: boolean }): bigint =>
  type.signed ? BigInt.asIntN(type.width, value) : BigInt.asUintN(type.width, value);

/** Only the statements on the way to assignments of `target`: others may depend on it. */
function onlyFor(statements: readonly Statement[], target: Signal): Statement[] {
  return statements.flatMap((s): Statement[] => {
    if (s.kind === 'assign') return s.target === target ? [s] : [];
    if (s.kind === 'memory-write') return [];
    if (s.kind === 'when') {
      const then = onlyFor(s.then, target);
      const otherwise = onlyFor(s.otherwise, target);
      return then.length + otherwise.length > 0 ? [{ ...s, then, otherwise }] : [];
    }
    const cases = s.cases.map((c) => ({ ...c, body: onlyFor(c.body, target) }));
    const otherwise = onlyFor(s.otherwise, target);
    return otherwise.length > 0 || cases.some((c) => c.body.length > 0) ? [{ ...s, cases, otherwise }] : [];
  });
}

/** The parent's domain for one of a child. */
function outside(instance: Instance, domain: ClockDomain): ClockDomain {
  const found = instance.clocks[domain.name];
  if (found === undefined) throw new Error(`no clock for ${domain.name}`);
  return found;
}

function portOf(instance: Instance, name: string): Signal {
  const port = instance.ports.find((p) => p.name === name);
  if (port === undefined) throw new Error(`no port ${name}`);
  return port;
}
