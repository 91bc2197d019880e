import type { Expression, MemoryWrite, Statement } from '../ir/index.js';
import type { ModuleNames } from '../names/module-names.js';
import type { ExpressionPrinter } from './expression-printer.js';
import { literalText } from './literals.js';
import type { Locate } from './locators.js';
import type { PrintContext } from './print-context.js';
import { rangeText } from './range-text.js';

/** Prints procedural statements. In a flop, registers and memories are written with `<=`. */
export class StatementPrinter {
  readonly #names: ModuleNames;
  readonly #expressions: ExpressionPrinter;
  readonly #inFlop: boolean;
  readonly #locate: Locate;

  constructor(context: Pick<PrintContext, 'names' | 'expressions' | 'locate'>, inFlop: boolean) {
    this.#names = context.names;
    this.#expressions = context.expressions;
    this.#locate = context.locate;
    this.#inFlop = inFlop;
  }

  /** Lines of the statements, each indented by two spaces a level from `depth`. */
  print(statements: readonly Statement[], depth: number): string[] {
    return statements.flatMap((statement) => this.#one(statement, depth));
  }

  #one(statement: Statement, depth: number): string[] {
    const pad = '  '.repeat(depth);
    switch (statement.kind) {
      case 'assign': {
        const { target, lsb, width } = statement;
        const name = this.#inFlop ? this.#names.read(target) : this.#names.target(target);
        const left = width === target.type.width ? name : `${name}[${rangeText(lsb, width)}]`;
        const op = this.#inFlop ? '<=' : '=';
        const line = `${pad}${left} ${op} ${this.#expressions.assigned(statement.value)};`;
        return [this.#locate(line, statement.source)];
      }
      case 'memory-write':
        return [this.#locate(`${pad}${this.#write(statement)}`, statement.source)];
      case 'when':
        return this.#when(statement, depth, `${pad}if`);
      case 'switch':
        return this.#switch(statement, depth);
    }
  }

  #write({ memory, address, lsb, width, data }: MemoryWrite): string {
    const target = this.#expressions.wordOf(memory, address, lsb, width);
    const text = this.#expressions.assigned(data);
    // Yosys 0.23 widens this side to the whole vector or word, unsigned, where the target is a part of one.
    const isPart = memory.packed || width < memory.word.width;
    return `${target} <= ${isPart && text.includes('>>') ? `{${text}}` : text};`;
  }

  #when(statement: Extract<Statement, { kind: 'when' }>, depth: number, head: string): string[] {
    const pad = '  '.repeat(depth);
    if (statement.then.length === 0) {
      const otherwise = this.print(statement.otherwise, depth + 1);
      return [`${head} (${this.#expressions.negated(statement.condition)}) begin`, ...otherwise, `${pad}end`];
    }
    const lines = [
      `${head} (${this.#expressions.root(statement.condition)}) begin`,
      ...this.print(statement.then, depth + 1),
    ];
    const [next, ...more] = statement.otherwise;
    if (next === undefined) return [...lines, `${pad}end`];
    if (next.kind === 'when' && more.length === 0) {
      return [...lines, ...this.#when(next, depth, `${pad}end else if`)];
    }
    return [...lines, `${pad}end else begin`, ...this.print(statement.otherwise, depth + 1), `${pad}end`];
  }

  #switch(statement: Extract<Statement, { kind: 'switch' }>, depth: number): string[] {
    const pad = '  '.repeat(depth);
    const branch = (label: string, body: readonly Statement[]): string[] => {
      if (body.length === 0) return [`${pad}  ${label}: ;`];
      const lines = this.print(body, depth + 2);
      const [only] = lines;
      if (lines.length === 1 && only !== undefined) return [`${pad}  ${label}: ${only.trim()}`];
      return [`${pad}  ${label}: begin`, ...lines, `${pad}  end`];
    };
    return [
      `${pad}unique case (${this.#expressions.root(statement.subject)})`,
      ...statement.cases.flatMap(({ match, body }) => branch(this.#label(statement.subject, match), body)),
      ...branch('default', statement.otherwise),
      `${pad}endcase`,
    ];
  }

  #label(subject: Expression, match: bigint): string {
    const { enumeration, width, signed } = subject.type;
    const member = enumeration && this.#names.enumeration(enumeration, width).members.get(match);
    return member ?? literalText(match, width, signed);
  }
}
