import type { Code } from '../../base/diagnostic.js';
import type { SourcePlace } from '../../base/source-place.js';
import { type ExactNumber, showNumber, toFixedPoint } from './exact-number.js';
import type { FindingDetails, Findings } from './findings.js';
import type { Labels, Symbols } from './symbols.js';
import type { Operand } from './syntax.js';

/** What a number is for, and what it may be. */
export interface NumberRule {
  /** `the count`, `a word`. */
  readonly what: string;
  readonly min: number;
  readonly max: number;
  /** Default CW-P006. */
  readonly code?: Code;
  /** Fraction bits for a number with a point; absent: it must be whole. */
  readonly fraction?: number;
  /** A number without a point may be up to this; above `max` it stands for the bits. */
  readonly bits?: number;
  readonly hint?: string;
}

/** Reads numbers out of operands, and tells what is wrong with them. */
export class Numbers {
  readonly #symbols: Symbols;
  readonly #findings: Findings;

  constructor(symbols: Symbols, findings: Findings) {
    this.#symbols = symbols;
    this.#findings = findings;
  }

  /** @returns nothing where there is no such number; it is told then */
  read(operand: Operand, rule: NumberRule, labels?: Labels): number | undefined {
    if (operand.kind !== 'expression') {
      return this.#findings.error('CW-P005', operand.place, `${rule.what} is a number`, {
        expected: 'a number',
        actual: operand.kind === 'text' ? 'a text in quotes' : 'a register',
      });
    }
    const value = this.#symbols.evaluate(operand.expression, labels);
    return value && this.convert(value, rule, operand.place);
  }

  convert(value: ExactNumber, rule: NumberRule, place: SourcePlace): number | undefined {
    const { min, max, fraction, bits } = rule;
    if (value.real && fraction === undefined) {
      return this.#refuse(rule, place, { actual: showNumber(value) }, `${rule.what} is a whole number`);
    }
    const exact = value.real ? toFixedPoint(value, fraction ?? 0) : value.numerator;
    const most = value.real || bits === undefined ? max : 2 ** bits - 1;
    if (exact < BigInt(min) || exact > BigInt(most))
      return this.#refuse(rule, place, { actual: showNumber(value) });
    const number = Number(exact);
    return number > max ? number - 2 ** (bits ?? 0) : number;
  }

  #refuse(rule: NumberRule, place: SourcePlace, details: FindingDetails, message?: string): undefined {
    const { min, max, fraction, bits, hint } = rule;
    const unit = 2 ** (fraction ?? 0);
    const points = fraction === undefined ? '' : `, or ${min / unit} .. ${max / unit} with a point`;
    return this.#findings.error(rule.code ?? 'CW-P006', place, message ?? `${rule.what} is out of range`, {
      expected: `${min} .. ${bits === undefined ? max : 2 ** bits - 1}${points}`,
      ...details,
      ...(hint === undefined ? {} : { hint }),
    });
  }
}

/** The rule of a 16-bit word. */
export function wordRule(what: string, fraction: number): NumberRule {
  return { what, min: -32768, max: 32767, bits: 16, fraction };
}
