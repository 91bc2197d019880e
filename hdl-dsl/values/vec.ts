import { report } from '../build/report.js';
import type { Expression } from '../ir/index.js';
import { concatNode, partSelectNode, sliceNode } from '../nodes/basic-nodes.js';
import type { DataType, VecType } from '../types/aggregate-types.js';
import { groundOf } from '../types/packed-types.js';
import type { Bits } from './bits.js';
import { CoercionGuard } from './coercion-guard.js';
import { makers } from './makers.js';
import { type Handle, partOf } from './place.js';
import { Scalar } from './scalar.js';
import type { ValueOf } from './typing.js';
import type { UInt } from './uint.js';
import { viewOf } from './view.js';

/** A vector. Each leaf of its element type is one packed signal, element 0 in the low bits. */
export class Vec<E extends DataType = DataType> extends CoercionGuard {
  readonly type: VecType<E>;
  readonly #handles: readonly Handle[];

  constructor(type: VecType<E>, handles: readonly Handle[]) {
    super();
    this.type = type;
    this.#handles = handles;
  }

  /** Number of elements. */
  get length(): number {
    return this.type.length;
  }

  /** Element by number, or by an unsigned signal (0 past the last). Reports CW-E010 for a number past the last. */
  at(index: number | UInt): ValueOf<E> {
    const parts = this.#handles.map((handle) =>
      index instanceof Scalar ? dynamicElement(handle, index) : staticElement(handle, this.#checked(index)),
    );
    return viewOf(this.type.element, parts) as ValueOf<E>;
  }

  /** All elements, element 0 first. */
  elements(): ValueOf<E>[] {
    return Array.from({ length: this.length }, (_, i) => this.at(i));
  }

  /** All bits, element 0 lowest; of a vector of structs the fields' vectors, the last field lowest. */
  asBits(): Bits {
    return makers().bits(concatNode(this.#handles.map((h) => h.expression)));
  }

  /** The handles of a vector; internal to the language. */
  static handlesOf(value: Vec): readonly Handle[] {
    return value.#handles;
  }

  #checked(index: number): number {
    if (Number.isInteger(index) && index >= 0 && index < this.length) return index;
    report({
      code: 'CW-E010',
      message: 'an element outside the vector',
      expected: `0 to ${this.length - 1}`,
      actual: String(index),
      hint: 'elements count from 0',
    });
    return 0;
  }
}

function staticElement(handle: Handle, index: number): Handle {
  const type = elementType(handle);
  const ground = groundOf(type);
  const lsb = index * ground.width;
  return {
    type,
    expression: sliceNode(handle.expression, lsb, ground),
    ...partOf(handle.place, lsb, ground),
  };
}

function dynamicElement(handle: Handle, index: UInt): Handle {
  const type = elementType(handle);
  const address: Expression = Scalar.handleOf(index).expression;
  return { type, expression: partSelectNode(handle.expression, address, groundOf(type)) };
}

function elementType(handle: Handle): Handle['type'] {
  if (handle.type.kind !== 'vec') throw new Error('a vector holds vectors of leaves');
  return handle.type.element;
}
