import type { Expression, Statement } from '../ir/index.js';
import type { ExpressionPrinter } from './expression-printer.js';
import { literalText } from './literals.js';
import type { ModuleNames } from './module-names.js';
import { rangeText } from './range-text.js';

/** Prints procedural statements. In a flop, registers and memories are written with `<=`. */
export class StatementPrinter {
  readonly #names: ModuleNames;
  readonly #expressions: ExpressionPrinter;
  readonly #inFlop: boolean;

  constructor(names: ModuleNames, expressions: ExpressionPrinter, inFlop: boolean) {
    this.#names = names;
    this.#expressions = expressions;
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
        return [`${pad}${left} ${op} ${this.#expressions.assigned(statement.value)};`];
      }
      case 'memory-write': {
        const { memory } = statement;
        const word = this.#expressions.wordOf(memory, statement.address);
        const data = this.#expressions.assigned(statement.data);
        // Yosys 0.23 evaluates this side in an unsigned context where the word is a part of a vector.
        const settled = memory.packed && data.includes('>>>') ? `{${data}}` : data;
        return [`${pad}${word} <= ${settled};`];
      }
      case 'when':
        return this.#when(statement, depth, `${pad}if`);
      case 'switch':
        return this.#switch(statement, depth);
    }
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
    const member = enumeration && this.#names.enumeration(enumeration).members.get(match);
    return member ?? literalText(match, width, signed);
  }
}
