import type { Crossing } from '../ir/index.js';
import { signalsOf } from '../values/signals-of.js';
import { report } from './report.js';

/** The wires that a value names, as crossings. Reports CW-E036 for a value that names anything else. */
export function crossingsOf(value: object, reason: string): readonly Crossing[] {
  const signals = signalsOf(value);
  const others = signals.filter((s) => s.kind !== 'wire');
  if (signals.length === 0 || others.length > 0) {
    const [other] = others;
    report({
      code: 'CW-E036',
      message: 'only a wire can be a crossing between clock domains',
      expected: 'a wire, declared with `m.wires`',
      actual: other === undefined ? 'an expression' : `${other.kind.replace('-', ' ')} \`${other.name}\``,
      hint: 'name the value first: `const { raw } = m.wires({ raw: value }); m.crossing(raw, reason)`',
      ...(other === undefined ? {} : { related: [{ message: 'declared at', source: other.source }] }),
    });
  }
  return signals.flatMap((signal) => (signal.kind === 'wire' ? [Object.freeze({ signal, reason })] : []));
}
