import { type Bool, bool, literal, type SInt } from '../../../hdl-dsl/index.js';

/** The nearest word, and whether it is another number. */
export function saturatedWord(exact: SInt): { readonly word: SInt; readonly overflow: Bool } {
  const word = exact.saturate(16);
  const overflow = exact.width > 16 ? word.extend(exact.width).ne(exact) : literal(bool, false);
  return { word, overflow };
}
