import type { Signal, SourceRef } from '../ir/index.js';
import { isIdentifier, snakeCase } from '../names/identifiers.js';
import { signalNode } from '../nodes/basic-nodes.js';
import type { HdlType } from '../types/aggregate-types.js';
import { type Leaf, leavesOf } from '../types/leaves.js';
import type { Handle, Place, StatementSink } from '../values/place.js';
import { viewOf } from '../values/view.js';
import { report } from './report.js';

/** Flat name of a leaf below its declaring key. */
export function leafName(key: string, leaf: Leaf): string {
  return [snakeCase(key), ...leaf.path].join('_');
}

/** Reports CW-E005 for a key that cannot be a name. */
export function checkKey(key: string, what: string, source: SourceRef): void {
  if (isIdentifier(key)) return;
  report({
    code: 'CW-E005',
    message: `\`${key}\` is no name for ${what}`,
    expected: 'a letter, then letters, digits and single underscores',
    actual: `\`${key}\``,
    hint: 'names come from the keys of the declaring object; rename the key',
    source,
  });
}

/** A handle that reads a signal and, where `access` says so, drives it. */
export function signalHandle(
  sink: StatementSink,
  leaf: Leaf,
  signal: Signal,
  access: Place['access'],
): Handle {
  const place: Place = Object.freeze({
    sink,
    signal,
    lsb: 0,
    width: signal.type.width,
    ground: signal.type,
    access,
  });
  return { type: leaf.type, expression: signalNode(signal), place };
}

/** Declares one signal a leaf of `type`, and gives the value made of them. */
export function declare<S extends Signal>(
  sink: StatementSink,
  type: HdlType,
  make: (leaf: Leaf) => S,
  access: (signal: S) => Place['access'],
): { readonly signals: readonly S[]; readonly value: unknown } {
  const leaves = leavesOf(type);
  const signals = leaves.map(make);
  const handles = signals.map((s, i) => signalHandle(sink, leafAt(leaves, i), s, access(s)));
  return { signals, value: viewOf(type, handles) };
}

function leafAt(leaves: readonly Leaf[], index: number): Leaf {
  const leaf = leaves[index];
  if (leaf === undefined) throw new Error('one leaf a signal');
  return leaf;
}
