import type { SourcePlace } from '../../base/source-place.js';
import type { ExactNumber } from './exact-number.js';

/** An expression where a number may stand. */
export type Expression =
  | { readonly kind: 'number'; readonly value: ExactNumber; readonly place: SourcePlace }
  | { readonly kind: 'symbol'; readonly name: string; readonly place: SourcePlace }
  | { readonly kind: 'negation'; readonly operand: Expression; readonly place: SourcePlace }
  | {
      readonly kind: 'operation';
      readonly operator: '+' | '-' | '*' | '/';
      readonly left: Expression;
      readonly right: Expression;
      /** Of the operator. */
      readonly place: SourcePlace;
    };

/** Register files of a core: general, XbarIn, XbarOut. */
export type Bank = 'r' | 'xin' | 'xout';

export interface RegisterOperand {
  readonly kind: 'register';
  readonly bank: Bank;
  /** MVMU of an XbarIn or XbarOut register. */
  readonly mvmu?: Expression;
  readonly index: Expression;
  readonly place: SourcePlace;
}

export type Operand =
  | { readonly kind: 'expression'; readonly expression: Expression; readonly place: SourcePlace }
  | RegisterOperand
  /** A register in brackets. */
  | { readonly kind: 'address'; readonly register: RegisterOperand; readonly place: SourcePlace }
  | { readonly kind: 'text'; readonly text: string; readonly place: SourcePlace };

/** A name and where it stands. */
export interface Name {
  readonly text: string;
  readonly place: SourcePlace;
}

/** One statement: labels, then an instruction or a directive, or neither. */
export interface Statement {
  readonly labels: readonly Name[];
  /** Mnemonic, or directive with its point. */
  readonly head?: Name;
  readonly operands: readonly Operand[];
  /** The line that it begins on, trimmed. */
  readonly text: string;
}
