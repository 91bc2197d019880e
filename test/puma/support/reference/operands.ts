import type { Instruction } from './instruction.js';

/** Words that an instruction reads or writes in the registers: the first, how many, and the step between them. */
export interface Span {
  readonly first: number;
  readonly words: number;
  readonly step: number;
}

export interface Operands {
  readonly destination?: Span;
  /** Sources that read XbarOut below N D. */
  readonly sources: readonly Span[];
  /** A source that reads XbarIn below N D: the one of `copy`. */
  readonly inputs?: Span;
}

/** W: elements of a vector operation, or words of all blocks. */
export function wordsOf({ name, fields }: Instruction): number {
  switch (name) {
    case 'alu':
    case 'alui':
      return fields.vecWidth!;
    case 'copy':
    case 'load':
    case 'store':
      return fields.width! * fields.vecWidth!;
    default:
      return 1;
  }
}

export function operandsOf(instruction: Instruction): Operands {
  const { name, operation, fields } = instruction;
  const words = wordsOf(instruction);
  const span = (field: string, count = words, step = 1): Span => ({
    first: fields[field]!,
    words: count,
    step,
  });
  switch (name) {
    case 'mvm':
      return { sources: [span('filter', 1), span('stride', 1)] };
    case 'alu': {
      const sources: Span[] = [];
      if (operation === 'subsample') sources.push(span('src1', words, fields.src3!));
      else {
        if ('src1' in fields) sources.push(span('src1'));
        if ('src2' in fields) sources.push(span('src2'));
      }
      return { destination: span('dest'), sources };
    }
    case 'alui':
      return { destination: span('dest'), sources: [span('src1')] };
    case 'alu-int':
      return { destination: span('dest'), sources: [span('src1'), span('src2')] };
    case 'set':
      return { destination: span('dest'), sources: [] };
    case 'copy':
      return fields.side === 1
        ? { destination: span('dest'), sources: [], inputs: span('src1') }
        : { destination: span('dest'), sources: [span('src1')] };
    case 'load':
      return { destination: span('dest'), sources: [span('address', 1)] };
    case 'store':
      return { sources: [span('address', 1), span('src1')] };
    case 'brn':
      return { sources: [span('src1', 1), span('src2', 1)] };
    default:
      return { sources: [] };
  }
}

/** The last address of a span. */
export function lastOf({ first, words, step }: Span): number {
  return first + (words - 1) * step;
}

/** The MVMUs whose XbarOut registers lie between the ends of a span; a `subsample` waits for those it steps over too. */
export function unitsOf(span: Span, mvmus: number, dimension: number): number[] {
  const units = Array.from({ length: mvmus }, (_, k) => k);
  return units.filter((k) => lastOf(span) >= k * dimension && span.first < (k + 1) * dimension);
}
