import { nearestWord } from '../../config/nearest-word.js';
import { combine, type ExactNumber, negate, showNumber } from './exact-number.js';
import type { Findings } from './findings.js';
import type { Expression, Name } from './syntax.js';

/** Names that read as registers. */
const reserved = /^(?:r\d*|(?:xin|xout)\d*)$/;

/** Labels of one program, by name. */
export type Labels = ReadonlyMap<string, { readonly address: number; readonly name: Name }>;

interface Constant {
  readonly name: Name;
  readonly expression: Expression;
  state: 'new' | 'under way' | 'known';
  value: ExactNumber | undefined;
}

/** The constants of a text, and the values of expressions. */
export class Symbols {
  readonly #findings: Findings;
  readonly #constants = new Map<string, Constant>();

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  /** Whether the name is free to be defined; tells if it is not. */
  isFree(name: Name, labels?: Labels): boolean {
    if (reserved.test(name.text)) {
      this.#findings.error('CW-P004', name.place, `${JSON.stringify(name.text)} reads as a register`, {
        hint: 'choose another name',
      });
      return false;
    }
    const earlier = this.#constants.get(name.text)?.name ?? labels?.get(name.text)?.name;
    if (earlier === undefined) return true;
    this.#findings.error('CW-P004', name.place, `${JSON.stringify(name.text)} is defined twice`, {
      related: [{ message: 'first defined at', where: { kind: 'source', place: earlier.place } }],
    });
    return false;
  }

  define(name: Name, expression: Expression): void {
    if (!this.isFree(name)) return;
    this.#constants.set(name.text, { name, expression, state: 'new', value: undefined });
  }

  /** @param labels of the program that the expression stands in
   *  @returns nothing where there is no value; it is told then */
  evaluate(expression: Expression, labels?: Labels): ExactNumber | undefined {
    switch (expression.kind) {
      case 'number':
        return expression.value;
      case 'symbol':
        return this.#lookUp(expression.name, expression, labels);
      case 'negation': {
        const value = this.evaluate(expression.operand, labels);
        return value && negate(value);
      }
      case 'operation': {
        const left = this.evaluate(expression.left, labels);
        const right = this.evaluate(expression.right, labels);
        if (left === undefined || right === undefined) return undefined;
        const value = combine(expression.operator, left, right);
        if (value !== undefined) return value;
        return this.#findings.error('CW-P010', expression.place, 'a division by zero', {
          expected: 'a divisor other than 0',
          actual: showNumber(right),
        });
      }
    }
  }

  #lookUp(text: string, at: Expression, labels: Labels | undefined): ExactNumber | undefined {
    const label = labels?.get(text);
    if (label !== undefined) return { numerator: BigInt(label.address), denominator: 1n, real: false };
    const constant = this.#constants.get(text);
    if (constant === undefined) return this.#unknown(text, at, labels);
    if (constant.state === 'under way') {
      return this.#findings.error(
        'CW-P010',
        constant.name.place,
        `the constant ${text} needs its own value`,
        {
          hint: 'give it a value that does not come back to it',
        },
      );
    }
    if (constant.state === 'new') {
      constant.state = 'under way';
      constant.value = this.evaluate(constant.expression);
      constant.state = 'known';
    }
    return constant.value;
  }

  #unknown(text: string, { place }: Expression, labels: Labels | undefined): undefined {
    const nearest = nearestWord(text, [...(labels?.keys() ?? []), ...this.#constants.keys()]);
    const register = reserved.test(text);
    return this.#findings.error(
      'CW-P003',
      place,
      register ? `${JSON.stringify(text)} is no number` : `there is no symbol ${JSON.stringify(text)}`,
      {
        expected: labels === undefined ? 'a constant' : 'a constant, or a label of this program',
        actual: JSON.stringify(text),
        hint: register
          ? 'registers are r5, xin1.7 and xout1.7'
          : nearest === undefined
            ? `define it by \`.const ${text} ...\``
            : `did you mean ${JSON.stringify(nearest)}?`,
      },
    );
  }
}
