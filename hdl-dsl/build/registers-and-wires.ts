import type { ClockDomain, Naming, Register, SourceRef, Wire } from '../ir/index.js';
import { captureSource } from '../source/source-ref.js';
import type { DataType } from '../types/aggregate-types.js';
import type { Leaf } from '../types/leaves.js';
import { Scalar } from '../values/scalar.js';
import { Vec } from '../values/vec.js';
import type { WireSpecs } from './declarations.js';
import { checkKey, declare, leafName } from './signals.js';
import type { StatementScope } from './statement-scope.js';

/** What one key declares: its signals, one a leaf, and the value made of them. */
export interface Declared<S> {
  readonly signals: readonly S[];
  readonly value: unknown;
}

/** What a call that declares may say of all its signals; a type's own options come first. */
export interface DeclarationOptions {
  /** How much the names bind; default `reserved`. */
  readonly naming?: Naming;
  /** SystemVerilog attributes. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** What registers and memories may say of all that one call declares. */
export interface ClockedOptions extends DeclarationOptions {
  /** Their clock domain, of `m.clocks`; default: that of the `m.within` around, else the module's first. */
  readonly clock?: ClockDomain;
}

/** Declares the registers of one key. */
export function declareRegister(
  scope: StatementScope,
  key: string,
  type: DataType,
  clock: ClockDomain,
  options: DeclarationOptions,
  source: SourceRef = captureSource(key),
): Declared<Register> {
  checkKey(key, 'a register', source);
  scope.refuses(source);
  const make = (leaf: Leaf): Register =>
    Object.freeze({
      kind: 'register',
      name: leafName(key, leaf),
      type: leaf.ground,
      clock,
      source,
      ...(leaf.reset === undefined ? {} : { reset: leaf.reset }),
      ...(leaf.comment === undefined ? {} : { comment: leaf.comment }),
      ...carried(leaf, options),
    });
  return declare(scope, type, make, () => 'next');
}

/** Declares the wires of one key: of a type, or of the value that drives them at once. */
export function declareWire(
  scope: StatementScope,
  key: string,
  spec: WireSpecs[string],
  options: DeclarationOptions,
): Declared<Wire> {
  const source = captureSource(key);
  checkKey(key, 'a wire', source);
  scope.refuses(source);
  const isValue = spec instanceof Scalar || spec instanceof Vec;
  const make = (leaf: Leaf): Wire =>
    Object.freeze({
      kind: 'wire',
      name: leafName(key, leaf),
      type: leaf.ground,
      source,
      // The options of a value's own type belong to the signal that it came from.
      ...(leaf.default === undefined || isValue ? {} : { default: leaf.default }),
      ...(leaf.comment === undefined || isValue ? {} : { comment: leaf.comment }),
      ...carried(isValue ? {} : leaf, options),
    });
  const declared = declare(scope, isValue ? typeOf(spec) : spec, make, () => 'drive');
  if (isValue) (declared.value as { drive(source: unknown): void }).drive(spec);
  return declared;
}

function carried(leaf: DeclarationOptions, options: DeclarationOptions): DeclarationOptions {
  const naming = leaf.naming ?? options.naming;
  const attributes = leaf.attributes ?? options.attributes;
  return {
    ...(naming === undefined ? {} : { naming }),
    ...(attributes === undefined ? {} : { attributes: Object.freeze({ ...attributes }) }),
  };
}

function typeOf(value: Scalar | Vec): DataType {
  return value instanceof Vec ? value.type : Scalar.handleOf(value).type;
}
