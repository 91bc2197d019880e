import type { Expression, Instance, Memory, Module, Register, Signal, Statement } from '../ir/index.js';
import { literal } from './narrow.js';
import { forEachLeaf, project } from '../ir/statement-walk.js';
import { BitUsage } from './bit-usage.js';
import { type CombinationalBlock, combinationalBlocks } from './combinational-blocks.js';
import { commentLines, withComment } from './comment-text.js';
import { constantWires } from './constant-wires.js';
import { coversFully } from './coverage.js';
import { declaredType } from './declared-type.js';
import { dependencyGraph } from '../check/dependency-graph.js';
import { enumSignals } from './enum-signals.js';
import { ExpressionPrinter } from './expression-printer.js';
import { type FlopGroup, flopGroups } from './flops.js';
import { literalText } from './literals.js';
import { ModuleNames, portName } from './module-names.js';
import { rangeText } from './range-text.js';
import { type RegisterForm, registerForm } from './register-form.js';
import { simplifyStatements } from './simplify-statements.js';
import { Simplifier } from './simplifier.js';
import { StatementPrinter } from './statement-printer.js';
import { Temporaries } from './temporaries.js';
import { useCounts } from './use-counts.js';
import { wrapLine } from './wrap-lines.js';

/** Prints one module. Use once: names and reads are collected on the way. */
export class ModulePrinter {
  readonly #module: Module;
  readonly #nameOfModule: (instance: Instance) => string;
  readonly #names: ModuleNames;
  readonly #usage = new BitUsage();
  readonly #simplifier: Simplifier;
  readonly #body: readonly Statement[];
  readonly #temporaries: Temporaries;
  readonly #expressions: ExpressionPrinter;
  readonly #forms: ReadonlyMap<Register, RegisterForm>;
  readonly #enums: ReadonlySet<Signal>;
  readonly #inlined = new Map<Signal, string>();

  /** @param nameOfModule the printed name of the module that an instance is of */
  constructor(module: Module, nameOfModule: (instance: Instance) => string) {
    this.#module = module;
    this.#nameOfModule = nameOfModule;
    this.#names = new ModuleNames(module);
    const conditions = module.assertions.map((a) => a.condition);
    const uses = useCounts(module.body, conditions);
    const first = simplifyStatements(module.body, new Simplifier(uses, new Map()));
    this.#simplifier = new Simplifier(uses, constantWires(module, first));
    this.#body = simplifyStatements(module.body, this.#simplifier);
    this.#temporaries = new Temporaries(this.#names.scope, useCounts(this.#body));
    this.#expressions = new ExpressionPrinter(this.#names, this.#temporaries, this.#usage);
    this.#forms = new Map(module.registers.map((r) => [r, registerForm(r, this.#body)]));
    this.#enums = enumSignals(module, this.#body);
  }

  /** The module's text.
   *  @param name printed name of the module
   *  @param madeFrom the line that says where it came from */
  print(name: string, madeFrom: string): string {
    const logic = this.#logic();
    const memories = this.#memoryWrites();
    const flops = this.#flops();
    const instances = this.#module.instances.map((instance) => this.#instance(instance));
    const assertions = this.#assertions();
    const sinks = this.#sinks();
    const sections = [
      this.#enumerations(),
      this.#declarations(),
      ...instances,
      ...logic,
      ...memories,
      ...flops,
      assertions,
      sinks,
    ].filter((section) => section.length > 0);
    const lines = [
      ...commentLines(`${name}: ${this.#module.comment}`),
      ...commentLines(madeFrom),
      `module ${name} (`,
      ...this.#ports(),
      ');',
      ...sections.flatMap((section, i) => (i === 0 ? section : ['', ...section])),
      'endmodule',
    ];
    return `${lines.flatMap(wrapLine).join('\n')}\n`;
  }

  #ports(): string[] {
    const clock = (name: string, comment: string) => ({ direction: 'input', type: 'logic', name, comment });
    const ports = [
      ...(this.#module.clocked
        ? [clock('clk_i', 'clock'), clock('rst_ni', 'asynchronous reset, active low')]
        : []),
      ...this.#module.ports.map((p) => ({
        direction: p.direction,
        type: declaredType(p.type),
        name: this.#names.read(p),
        comment: p.comment,
      })),
    ];
    const typeWidth = Math.max(0, ...ports.map((p) => p.type.length));
    const rows = ports.map((p, i) => {
      const comma = i + 1 < ports.length ? ',' : '';
      return { line: `  ${p.direction.padEnd(6)} ${p.type.padEnd(typeWidth)} ${p.name}${comma}`, comment: p.comment };
    });
    const column = Math.max(0, ...rows.map((row) => row.line.length));
    return rows.flatMap((row) => withComment(row.line, row.comment, column));
  }

  #enumerations(): string[] {
    // Every enumeration of a declared signal is shown, used or not.
    for (const signal of this.#enums) {
      if (signal.type.enumeration) this.#names.enumeration(signal.type.enumeration);
    }
    return this.#names.enumerations().flatMap(({ enumeration, type, members }) => {
      const width = Math.max(
        ...[...this.#module.ports, ...this.#module.wires, ...this.#module.registers]
          .filter((s) => s.type.enumeration?.name === enumeration.name)
          .map((s) => s.type.width),
        ...enumeration.members.map((m) => m.value.toString(2).length),
      );
      const names = enumeration.members.map((m) => members.get(m.value) ?? m.name);
      const longest = Math.max(...names.map((n) => n.length));
      const rows = enumeration.members.map((m, i) => {
        const comma = i + 1 < names.length ? ',' : '';
        return `    ${(names[i] ?? '').padEnd(longest)} = ${literalText(m.value, width, false)}${comma}`;
      });
      const range = width === 1 ? 'logic' : `logic [${width - 1}:0]`;
      return [`  typedef enum ${range} {`, ...rows, `  } ${type};`];
    });
  }

  #typeOf(signal: Signal): string {
    const { enumeration } = signal.type;
    return enumeration !== undefined && this.#enums.has(signal)
      ? this.#names.enumeration(enumeration).type
      : declaredType(signal.type);
  }

  #declarations(): string[] {
    const rows: { line: string; comment: string | undefined }[] = [];
    const declare = (type: string, names: string, comment?: string): void => {
      rows.push({ line: `  ${type} ${names};`, comment });
    };
    for (const register of this.#module.registers) {
      const direct = this.#forms.get(register)?.form === 'direct';
      const names = direct
        ? this.#names.read(register)
        : `${this.#names.read(register)}, ${this.#names.target(register)}`;
      declare(this.#typeOf(register), names, register.comment);
    }
    for (const memory of this.#module.memories) {
      const name = this.#names.memory(memory);
      if (memory.packed) {
        declare(declaredType({ width: memory.word.width * memory.depth, signed: false }), name, memory.comment);
      } else declare(declaredType(memory.word), `${name} [${memory.depth}]`, memory.comment);
    }
    for (const wire of this.#module.wires) declare(this.#typeOf(wire), this.#names.read(wire), wire.comment);
    for (const instance of this.#module.instances) {
      for (const port of instance.ports) {
        if (!this.#inlined.has(port)) declare(declaredType(port.type), this.#names.read(port));
      }
    }
    for (const { name, type } of this.#temporaries.all) declare(declaredType(type), name);
    return rows.flatMap((row) => withComment(row.line, row.comment));
  }

  /** The named parts made since `before`, then the lines that use them. */
  #withTemporaries(make: () => string[]): string[] {
    const before = this.#temporaries.all.length;
    const lines = make();
    const made = this.#temporaries.all.slice(before);
    return [...made.map((t) => `  assign ${t.name} = ${t.text};`), ...lines];
  }

  #logic(): string[][] {
    const sections: string[][] = [];
    let assigns: string[] = [];
    const flush = (): void => {
      if (assigns.length > 0) sections.push(assigns);
      assigns = [];
    };
    for (const block of this.#blocks()) {
      const lines = this.#withTemporaries(() => this.#block(block));
      if (block.kind === 'assigns') assigns.push(...lines);
      else {
        flush();
        sections.push(lines);
      }
    }
    flush();
    return sections;
  }

  #blocks(): CombinationalBlock[] {
    const special = new Set<Signal>();
    const early: CombinationalBlock[] = [];
    const constants: CombinationalBlock[] = [];
    for (const register of this.#module.registers) {
      const form = this.#forms.get(register);
      if (form === undefined || form.form === 'block') continue;
      special.add(register);
      if (form.form === 'always' || form.form === 'enabled') early.push({ kind: 'assigns', assigns: [form.assign] });
      if (form.form === 'hold') early.push(constantDrive(register, { kind: 'signal', type: register.type, signal: register }));
    }
    const rest = project(this.#body, (leaf) => leaf.kind === 'assign' && !special.has(leaf.target));
    const driven = new Set<Signal>();
    forEachLeaf(this.#body, (leaf) => leaf.kind === 'assign' && driven.add(leaf.target));
    const outputs = this.#module.ports.filter((p) => p.direction === 'output');
    for (const signal of [...this.#module.wires, ...outputs, ...this.#module.instances.flatMap((i) => i.ports)]) {
      if (driven.has(signal) || (signal.kind === 'instance-port' && signal.direction === 'output')) continue;
      const value = signal.kind === 'wire' ? (signal.default ?? 0n) : 0n;
      constants.push(constantDrive(signal, literal(signal.type, value)));
    }
    const blocks = combinationalBlocks(rest, dependencyGraph(this.#module));
    return [...constants, ...blocks, ...early].filter((block) => !this.#connectDirectly(block));
  }

  /** A plain signal or constant goes straight into the port list of the instance. */
  #connectDirectly(block: CombinationalBlock): boolean {
    if (block.kind !== 'assigns' || block.assigns.length !== 1) return false;
    const [assign] = block.assigns;
    if (assign?.target.kind !== 'instance-port' || this.#isRead(assign.target)) return false;
    let value = assign.value;
    while (value.kind === 'recast') value = value.operand;
    const plain =
      value.kind === 'literal' ||
      value.kind === 'signal' ||
      value.kind === 'memory-contents' ||
      (value.kind === 'slice' && value.operand.kind === 'signal');
    if (plain) this.#inlined.set(assign.target, this.#expressions.root(value));
    return plain;
  }

  #reads: Set<Signal> | undefined;

  #isRead(signal: Signal): boolean {
    if (this.#reads === undefined) {
      this.#reads = new Set();
      const conditions = this.#module.assertions.map((a) => a.condition);
      for (const node of useCounts(this.#module.body, conditions).keys()) {
        if (node.kind === 'signal') this.#reads.add(node.signal);
      }
    }
    return this.#reads.has(signal);
  }

  #block(block: CombinationalBlock): string[] {
    if (block.kind === 'assigns') {
      return block.assigns.map(({ target, lsb, width, value }) => {
        this.#temporaries.owner = baseName(target);
        const name = this.#names.target(target);
        const left = width === target.type.width ? name : `${name}[${rangeText(lsb, width)}]`;
        return `  assign ${left} = ${this.#expressions.assigned(value)};`;
      });
    }
    const [first] = block.targets;
    this.#temporaries.owner = first === undefined ? '' : baseName(first);
    const defaults = block.targets.flatMap((target) => {
      if (coversFully(block.statements, target)) return [];
      return [`    ${this.#names.target(target)} = ${this.#expressions.assigned(defaultOf(target))};`];
    });
    const printer = new StatementPrinter(this.#names, this.#expressions, false);
    return ['  always_comb begin', ...defaults, ...printer.print(block.statements, 2), '  end'];
  }

  /** Memories written by the same statements share a block; wide registers have one each. */
  #memoryWrites(): string[][] {
    const printer = new StatementPrinter(this.#names, this.#expressions, true);
    const sections: string[][] = [];
    for (const memories of this.#memoryGroups()) {
      const statements = project(this.#body, (leaf) => leaf.kind === 'memory-write' && memories.has(leaf.memory));
      if (statements.length === 0) continue;
      this.#temporaries.owner = [...memories][0]?.name ?? '';
      sections.push(
        this.#withTemporaries(() => ['  always_ff @(posedge clk_i) begin', ...printer.print(statements, 2), '  end']),
      );
    }
    for (const [register, form] of this.#forms) {
      if (form.form !== 'direct') continue;
      this.#temporaries.owner = register.name;
      sections.push(
        this.#withTemporaries(() =>
          this.#flopBlock([register], register.reset !== undefined, (depth) => printer.print(form.statements, depth)),
        ),
      );
    }
    return sections;
  }

  #memoryGroups(): Set<Memory>[] {
    const groups = new Map<string, Set<Memory>>();
    for (const memory of this.#module.memories) {
      const writers = this.#body.flatMap((statement, i) => {
        const own = project([statement], (leaf) => leaf.kind === 'memory-write' && leaf.memory === memory);
        return own.length > 0 ? [i] : [];
      });
      const key = writers.join();
      groups.set(key, (groups.get(key) ?? new Set()).add(memory));
    }
    return [...groups.values()];
  }

  #flops(): string[][] {
    return flopGroups(this.#module, this.#forms).map((group) => this.#withTemporaries(() => this.#flop(group)));
  }

  #flop({ registers, hasReset, enable }: FlopGroup): string[] {
    this.#temporaries.owner = registers[0]?.name ?? '';
    const condition = enable === undefined ? undefined : this.#expressions.root(enable);
    const update = (depth: number): string[] =>
      registers.map((r) => {
        const next = this.#names.target(r);
        this.#usage.mark(next, 0, r.type.width);
        return `${'  '.repeat(depth)}${this.#names.read(r)} <= ${next};`;
      });
    return this.#flopBlock(registers, hasReset, update, condition);
  }

  #flopBlock(
    registers: readonly Register[],
    hasReset: boolean,
    update: (depth: number) => string[],
    condition?: string,
  ): string[] {
    if (!hasReset) {
      const body = condition === undefined ? update(2) : [`    if (${condition}) begin`, ...update(3), '    end'];
      return ['  always_ff @(posedge clk_i) begin', ...body, '  end'];
    }
    const resets = registers.map((r) => {
      const value = this.#expressions.assigned(literal(r.type, r.reset ?? 0n));
      return `      ${this.#names.read(r)} <= ${value};`;
    });
    return [
      '  always_ff @(posedge clk_i or negedge rst_ni) begin',
      '    if (!rst_ni) begin',
      ...resets,
      condition === undefined ? '    end else begin' : `    end else if (${condition}) begin`,
      ...update(3),
      '    end',
      '  end',
    ];
  }

  #instance(instance: Instance): string[] {
    const parameters = Object.entries(instance.parameters).map(([key, value]) => `.${key}(${value})`);
    const clocked = instance.of.kind === 'black-box' ? instance.of.hasClock : instance.of.clocked;
    const pins = [
      ...(clocked ? ['.clk_i', '.rst_ni'] : []),
      ...instance.ports.map((port) => {
        const text = this.#inlined.get(port) ?? this.#names.read(port);
        if (port.direction === 'input') this.#usage.mark(this.#names.read(port), 0, port.type.width);
        return `.${portName(port)}(${text})`;
      }),
    ];
    const of = `${this.#nameOfModule(instance)}${parameters.length > 0 ? ` #(${parameters.join(', ')})` : ''}`;
    return [`  ${of} ${this.#names.instance(instance.name)} (`, `    ${pins.join(',\n    ')}`, '  );'].flatMap((line) =>
      line.split('\n'),
    );
  }

  #assertions(): string[] {
    if (this.#module.assertions.length === 0) return [];
    const expressions = new ExpressionPrinter(this.#names, this.#temporaries, undefined);
    const before = this.#temporaries.all.length;
    const properties = this.#module.assertions.flatMap((assertion) => {
      const name = this.#names.scope.claim(assertion.name);
      this.#temporaries.owner = assertion.name.replace(/(?<!^)(?=[A-Z])/g, '_').toLowerCase();
      const condition = expressions.root(this.#simplifier.simplify(assertion.condition));
      const message = `${name}: ${assertion.message}`.replace(/[\\"]/g, '\\$&').replaceAll('%', '%%').replace(/\s+/g, ' ');
      return [
        ...wrapLine(`      ${name}: assert (${condition})`),
        `      else $error("${message}");`,
      ];
    });
    // Named parts that only assertions read are declared with them.
    const own = this.#temporaries.all.splice(before);
    const nets = own.flatMap((t) => [
      `  ${declaredType(t.type)} ${t.name};`,
      `  assign ${t.name} = ${t.text};`,
    ]);
    // Not concurrent properties: those copy all they read at every clock edge, and where that is wide Verilator 5.006
    // writes C++ that does not compile.
    const checks = [
      '  always_ff @(posedge clk_i) begin',
      '    if (rst_ni) begin',
      ...properties,
      '    end',
      '  end',
    ];
    return ['`ifdef CROSSWEAVE_ASSERT', ...nets, ...checks, '`endif'];
  }

  /** Nets for bits that nothing reads, so that lint need not ask whether they were forgotten. */
  #sinks(): string[] {
    const nets: [name: string, width: number][] = [
      ...this.#module.ports.filter((p) => p.direction === 'input').map((p): [string, number] => [this.#names.read(p), p.type.width]),
      ...this.#module.registers.map((r): [string, number] => [this.#names.read(r), r.type.width]),
      ...this.#module.wires.map((w): [string, number] => [this.#names.read(w), w.type.width]),
      ...this.#module.instances.flatMap((i) => i.ports).map((p): [string, number] => [this.#names.read(p), p.type.width]),
      ...this.#temporaries.all.map((t): [string, number] => [t.name, t.type.width]),
    ];
    const packed = this.#module.memories.filter((m) => m.packed);
    for (const m of packed) nets.push([this.#names.memory(m), m.word.width * m.depth]);
    const unread = nets.flatMap(([name, width]) => {
      const ranges = this.#usage.unread(name, width);
      if (ranges.length === 0) return [];
      const whole = ranges[0]?.width === width;
      const parts = whole ? [name] : ranges.map((r) => `${name}[${rangeText(r.lsb, r.width)}]`);
      const bits = ranges.reduce((sum, r) => sum + r.width, 0);
      return [{ name, text: parts.length > 1 ? `^{${parts.join(', ')}}` : bits === 1 ? parts.join() : `^${parts.join()}` }];
    });
    for (const memory of this.#module.memories.filter((m) => !m.packed)) {
      const name = this.#names.memory(memory);
      if (this.#usage.unread(name, memory.word.width).length > 0) unread.push({ name, text: `^${name}[0]` });
    }
    unread.push(...this.#unreadClock());
    const sinks = unread.map(({ name, text }) => ({ name: this.#names.scope.claim(`unused_${name}`), text }));
    return sinks.length === 0
      ? []
      : ['  // Read by nothing here.', ...sinks.flatMap(({ name, text }) => [`  logic ${name};`, `  assign ${name} = ${text};`])];
  }

  #unreadClock(): { name: string; text: string }[] {
    if (!this.#module.clocked) return [];
    const { registers, memories, instances } = this.#module;
    const passed = instances.some((i) => (i.of.kind === 'black-box' ? i.of.hasClock : i.of.clocked));
    const written = project(this.#body, (leaf) => leaf.kind === 'memory-write').length > 0 && memories.length > 0;
    const clock = passed || registers.length > 0 || written;
    const reset = passed || registers.some((r) => r.reset !== undefined);
    return [...(clock ? [] : ['clk_i']), ...(reset ? [] : ['rst_ni'])].map((name) => ({ name, text: name }));
  }
}

const baseName = (signal: Signal): string =>
  signal.kind === 'instance-port' ? `${signal.instance}_${signal.name}` : signal.name;

function constantDrive(target: Signal, value: Expression): CombinationalBlock {
  const assign = { kind: 'assign' as const, target, lsb: 0, width: target.type.width, value, source: target.source };
  return { kind: 'assigns', assigns: [assign] };
}

function defaultOf(target: Signal): Expression {
  if (target.kind === 'register') return { kind: 'signal', type: target.type, signal: target };
  return literal(target.type, target.kind === 'wire' ? (target.default ?? 0n) : 0n);
}
