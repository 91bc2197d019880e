import type { GroundType, Naming } from '../ir/index.js';
import { snakeCase } from '../names/identifiers.js';
import { boolGround } from '../nodes/ground.js';
import { toLiteral } from '../values/to-literal.js';
import type { DataType, FlowType, HdlType, StreamType } from './aggregate-types.js';
import { groundOf, type PackedType, type PackedVec } from './packed-types.js';

/** One signal that an aggregate flattens into. */
export interface Leaf {
  /** Parts of the name below the declaring key, in snake case. */
  readonly path: readonly string[];
  readonly type: PackedType;
  readonly ground: GroundType;
  readonly reset?: bigint;
  readonly default?: bigint;
  readonly comment?: string;
  readonly naming?: Naming;
  readonly attributes?: Readonly<Record<string, string>>;
  /** Runs against the direction of the whole: the ready of a stream. */
  readonly flipped: boolean;
}

const flattened = new WeakMap<HdlType, readonly Leaf[]>();

/** The signals of a type, in order of their fields; a stream is valid, ready, payload, a flow valid, payload. */
export function leavesOf(type: HdlType): readonly Leaf[] {
  let leaves = flattened.get(type);
  if (leaves === undefined) {
    leaves = Object.freeze(
      type.kind === 'stream' || type.kind === 'flow' ? handshakeLeaves(type) : dataLeaves(type, []),
    );
    flattened.set(type, leaves);
  }
  return leaves;
}

function handshakeLeaves({ kind, payload }: StreamType | FlowType): Leaf[] {
  const handshake = (path: string, flipped: boolean): Leaf => ({
    path: [path],
    type: { kind: 'bool', width: 1, options: {} },
    ground: boolGround,
    flipped,
  });
  // A payload of one value has no name of its own.
  const data = dataLeaves(payload, payload.kind === 'struct' ? [] : ['data']);
  return [handshake('valid', false), ...(kind === 'stream' ? [handshake('ready', true)] : []), ...data];
}

function dataLeaves(type: DataType, path: readonly string[]): Leaf[] {
  if (type.kind === 'struct') {
    return Object.entries(type.fields).flatMap(([name, field]) =>
      dataLeaves(field, [...path, snakeCase(name)]),
    );
  }
  if (type.kind === 'vec') {
    return dataLeaves(type.element, path).map((element) => {
      const packed: PackedVec = {
        kind: 'vec',
        element: element.type,
        length: type.length,
        options: type.options,
      };
      return scalarLeaf(packed, element.path, element);
    });
  }
  return [scalarLeaf(type, path)];
}

function scalarLeaf(type: PackedType, path: readonly string[], element?: Leaf): Leaf {
  const ground = groundOf(type);
  const constant = (key: 'reset' | 'default'): bigint | undefined => {
    const own = type.options[key];
    if (own !== undefined) return toLiteral(type, own).value;
    const inner = element?.[key];
    return inner === undefined || element === undefined || type.kind !== 'vec'
      ? undefined
      : repeated(inner, element.ground.width, type.length);
  };
  const reset = constant('reset');
  const fallback = constant('default');
  const comment = type.options.comment ?? element?.comment;
  const naming = type.options.naming ?? element?.naming;
  const attributes = type.options.attributes ?? element?.attributes;
  const leaf: { -readonly [K in keyof Leaf]: Leaf[K] } = { path, type, ground, flipped: false };
  if (reset !== undefined) leaf.reset = reset;
  if (fallback !== undefined) leaf.default = fallback;
  if (comment !== undefined) leaf.comment = comment;
  if (naming !== undefined) leaf.naming = naming;
  if (attributes !== undefined) leaf.attributes = Object.freeze({ ...attributes });
  return Object.freeze(leaf);
}

function repeated(value: bigint, width: number, count: number): bigint {
  const pattern = BigInt.asUintN(width, value);
  let all = 0n;
  for (let i = 0; i < count; i++) all = (all << BigInt(width)) | pattern;
  return all;
}
