import { report } from '../build/report.js';
import type { Handle } from './place.js';
import { Scalar } from './scalar.js';
import { scalarSource, sourceLeaves } from './sources.js';
import { StructValue } from './struct-value.js';
import { Vec } from './vec.js';

/** Gives values the methods `drive` and `next`. They are not part of the classes' own types: `Drivable` and
 *  `Register` show them in the editor only where they may be used. */
type Verb = 'drive' | 'next';

function assignHandle(handle: Handle, verb: Verb, source: unknown): void {
  const { place } = handle;
  if (place === undefined || place.access !== verb) refuse(handle, verb);
  else place.sink.assign(place, scalarSource(handle.type, source, place.signal.source));
}

function refuse(handle: Handle, verb: Verb): void {
  const { place } = handle;
  const name = place === undefined ? 'an expression' : `\`${place.signal.name}\``;
  const hint =
    place?.access === 'next'
      ? 'a register is assigned with `next`'
      : place?.access === 'drive'
        ? 'wires, outputs and inputs of instances are assigned with `drive`'
        : 'only registers have `next`; only wires, outputs and inputs of instances have `drive`';
  report({
    code: 'CW-E015',
    message: `${name} cannot be assigned with \`${verb}\``,
    hint,
    ...(place === undefined ? {} : { related: [{ message: 'declared at', source: place.signal.source }] }),
  });
}

function assignVec(target: Vec, verb: Verb, source: unknown): void {
  const declared = Vec.handlesOf(target)[0]?.place?.signal.source;
  const sources = sourceLeaves(target.type, source, declared);
  Vec.handlesOf(target).forEach((handle, i) => {
    const { place } = handle;
    const value = sources[i];
    if (place === undefined || place.access !== verb || value === undefined) refuse(handle, verb);
    else place.sink.assign(place, value);
  });
}

function assignStruct(target: StructValue, verb: Verb, source: unknown): void {
  for (const [name, field] of Object.entries(target)) {
    assignAny(field, verb, StructValue.field(source as StructValue, name));
  }
}

function assignAny(target: unknown, verb: Verb, source: unknown): void {
  if (target instanceof Scalar) assignHandle(Scalar.handleOf(target), verb, source);
  else if (target instanceof Vec) assignVec(target, verb, source);
  else if (target instanceof StructValue) assignStruct(target, verb, source ?? {});
}

for (const prototype of [Scalar.prototype, Vec.prototype, StructValue.prototype]) {
  for (const verb of ['drive', 'next'] as const) {
    Object.defineProperty(prototype, verb, {
      value(this: unknown, source: unknown): void {
        assignAny(this, verb, source);
      },
    });
  }
}
