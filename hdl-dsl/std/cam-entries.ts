import {
  type Bits,
  type BitsType,
  type Bool,
  type BoolType,
  bits,
  bool,
  input,
  type ModuleBuilder,
  type PortSpec,
  type UInt,
  type UIntType,
  uintBelow,
  vec,
} from '../index.js';
import { fillsWidth } from './index-step.js';

/** The ports by which the entries of a content-addressable memory are written. */
export function writePorts(
  entries: number,
  keyBits: number,
): {
  readonly write: PortSpec<'input', BoolType>;
  readonly erase: PortSpec<'input', BoolType>;
  readonly entry: PortSpec<'input', UIntType>;
  readonly key: PortSpec<'input', BitsType>;
} {
  return {
    write: input(bool, 'store key in entry'),
    erase: input(bool, 'empty entry, before write'),
    entry: input(uintBelow(entries)),
    key: input(bits(keyBits)),
  };
}

/** The entries: a key and whether it counts. A write or erasure shows in the next cycle. */
export function camEntries(
  m: ModuleBuilder,
  entries: number,
  io: { readonly write: Bool; readonly erase: Bool; readonly entry: UInt; readonly key: Bits },
): readonly { readonly key: Bits; readonly used: Bool }[] {
  const { keys, used } = m.regs({
    keys: vec(bits(io.key.width), entries, { comment: 'element i is the key of entry i' }),
    used: bits(entries, { reset: 0, comment: 'bit i: entry i holds a key' }),
  });
  const all = Array.from({ length: entries }, (_, i) => i);
  for (const i of all) {
    m.when(io.entry.eq(i), () => {
      m.when(io.erase, () => used.bit(i).next(false)).elseWhen(io.write, () => {
        used.bit(i).next(true);
        keys.at(i).next(io.key);
      });
    });
  }
  if (!fillsWidth(entries, io.entry.width)) {
    m.assert(
      'EntryExists',
      io.write.or(io.erase).not().or(io.entry.lt(entries)),
      `there are ${entries} entries`,
    );
  }
  return all.map((i) => ({ key: keys.at(i), used: used.bit(i) }));
}
