import { literal, type ModuleBuilder, type UInt, uintUpTo } from '../../../hdl-dsl/index.js';

/** A constant for each value that an index can have, as a wire of that name unless it is the same for all.
 *  @param largest the wire holds 0 .. largest; at least every constant */
export function lookUp(
  m: ModuleBuilder,
  name: string,
  index: UInt,
  constants: ReadonlyMap<number, number>,
  largest: number,
): UInt {
  const cases = [...constants].filter(([, constant]) => constant !== 0);
  const [first] = constants.values();
  if (first !== undefined && [...constants.values()].every((constant) => constant === first))
    return literal(uintUpTo(largest), first);
  const { [name]: wire } = m.wires({ [name]: uintUpTo(largest, { default: 0 }) });
  if (wire === undefined) throw new Error('the wire just declared');
  m.switch(index, Object.fromEntries(cases.map(([key, constant]) => [key, () => wire.drive(constant)])));
  return wire;
}
