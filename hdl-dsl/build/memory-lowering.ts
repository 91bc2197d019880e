import type { Expression, GroundType, Memory, SourceRef, Statement, Wire } from '../ir/index.js';
import { bitwiseNode, compareNode } from '../nodes/arithmetic-nodes.js';
import {
  concatNode,
  extendNode,
  literalNode,
  memoryReadNode,
  muxNode,
  recastNode,
  signalNode,
  sliceNode,
} from '../nodes/basic-nodes.js';
import { bitsGround, boolGround, uintGround } from '../nodes/ground.js';
import { sourceOfKey } from '../source/source-ref.js';
import type { MemoryContext, ReadAccess, WriteAccess, WriteGroup } from './memory-accesses.js';
import { portUses } from './memory-ports.js';
import type { MemorySpec } from './memory-spec.js';
import { assignWhole, whenStatement } from './statement-nodes.js';
import { conjunction } from './statement-scope.js';

/** A memory with everything that is done to it. */
export interface UsedMemory {
  readonly key: string;
  readonly spec: MemorySpec;
  readonly memories: readonly Memory[];
  readonly reads: readonly ReadAccess[];
  readonly groups: readonly WriteGroup[];
}

/** What a port writes in a cycle: words and mask count where `enable` holds. */
export interface WriteControls {
  readonly enable: Expression;
  readonly address: Expression;
  readonly data: readonly Expression[];
  readonly mask: Expression | undefined;
}

/** Makes the writes and the reads of a memory. */
export function lowerMemory(context: MemoryContext, used: UsedMemory): void {
  const { spec, memories, reads, groups } = used;
  const uses = portUses(spec.ports, reads, groups);
  const isShared = uses.some(({ read, write }) => read !== undefined && write !== undefined);
  const isBypassed = spec.read === 'sync' && spec.readUnderWrite === 'new' && reads.length > 0;
  // Words written are looked at by reads only where these share the address or get what is being written.
  const controls = isShared || isBypassed ? groups.map((g, i) => controlsOf(context, used, g, i)) : [];
  groups.forEach((group, i) => {
    const told = controls[i];
    if (group.length === 1 || told === undefined) {
      for (const write of group) write.statements.push(...writesOf(spec, memories, write, write.source));
    } else {
      const { source } = first(group);
      const body = writesOf(spec, memories, told, source);
      context.scope.defer(() => [whenStatement(told.enable, body, source)]);
    }
  });
  reads.forEach((read, number) => {
    const write = uses.find((use) => use.read === number)?.write;
    const sharing = write === undefined ? undefined : controls[write];
    const address = sharing === undefined ? read.address : sharedAddress(sharing, read.address);
    const words = memories.map((memory, leaf) => {
      const word = memoryReadNode(memory, address);
      return isBypassed ? bypassed(spec, memory, word, address, controls, leaf) : word;
    });
    giveRead(context, used, read, words, number, sharing?.enable);
  });
}

/** Hands the words of a read to its signals. `writes`: where its port writes. */
export function giveRead(
  { scope, parts }: MemoryContext,
  { key }: UsedMemory,
  read: ReadAccess,
  words: readonly Expression[],
  number: number,
  writes: Expression | undefined,
): void {
  const enable = read.enable && (writes ? bitwiseNode('or', read.enable, writes) : read.enable);
  const { source } = read;
  const statements = read.signals.flatMap((signal, leaf): readonly Statement[] => {
    const word = words[leaf] ?? literalNode(signal.type, 0n);
    if (read.crossing === undefined) return [assignWhole(signal, word, source)];
    const name = `${key}_crossing${number === 0 ? '' : `_${number + 1}`}${leaf === 0 ? '' : `_${leaf}`}`;
    const wire = controlWire(name, word.type, sourceOfKey(source, []));
    parts.wires.push(wire);
    parts.crossings.push(Object.freeze({ signal: wire, reason: read.crossing }));
    scope.defer(() => [assignWhole(wire, word, source)]);
    return [assignWhole(signal, signalNode(wire), source)];
  });
  const isRegister = read.signals[0]?.kind === 'register';
  scope.defer(() =>
    enable !== undefined && isRegister ? [whenStatement(enable, statements, source)] : statements,
  );
}

/** What a group of writes does in a cycle: of a single write its own values, of several that of the active one. */
export function controlsOf(
  { parts }: MemoryContext,
  { key, spec }: UsedMemory,
  group: WriteGroup,
  number: number,
): WriteControls {
  const only = first(group);
  if (group.length === 1) {
    const enable = conjunction(only.guards) ?? literalNode(boolGround, 1n);
    return { enable, address: only.address, data: only.data, mask: only.mask };
  }
  const make = (name: string, type: GroundType): Wire => {
    const wire = controlWire(
      `${key}_${name}${number === 0 ? '' : `_${number + 1}`}`,
      type,
      sourceOfKey(only.source, []),
      0n,
    );
    parts.wires.push(wire);
    return wire;
  };
  const addressWidth = group.reduce((most, write) => Math.max(most, write.address.type.width), 1);
  const enable = make('we', boolGround);
  const address = make('waddr', uintGround(addressWidth));
  const data = only.data.map((word, leaf) => make(leaf === 0 ? 'wdata' : `wdata_${leaf}`, word.type));
  const lanes = lanesOf(spec, first(group));
  const mask = group.some((w) => w.mask !== undefined) ? make('wmask', bitsGround(lanes)) : undefined;
  for (const write of group) {
    const { source } = write;
    write.statements.push(
      assignWhole(enable, literalNode(boolGround, 1n), source),
      assignWhole(address, extendNode(write.address, addressWidth), source),
      ...data.map((wire, leaf) => assignWhole(wire, write.data[leaf] ?? literalNode(wire.type, 0n), source)),
      ...(mask === undefined
        ? []
        : [assignWhole(mask, write.mask ?? literalNode(mask.type, (1n << BigInt(lanes)) - 1n), source)]),
    );
  }
  return {
    enable: signalNode(enable),
    address: signalNode(address),
    data: data.map(signalNode),
    mask: mask && signalNode(mask),
  };
}

/** The address of a port that reads and writes: that of the write where it writes. */
export function sharedAddress(write: WriteControls, read: Expression): Expression {
  if (write.address === read) return read;
  const width = Math.max(write.address.type.width, read.type.width);
  return muxNode(write.enable, extendNode(write.address, width), extendNode(read, width));
}

function controlWire(name: string, type: GroundType, source: SourceRef, fallback?: bigint): Wire {
  return Object.freeze({
    kind: 'wire',
    name,
    naming: 'renameable',
    type,
    source,
    ...(fallback === undefined ? {} : { default: fallback }),
  });
}

/** The writes of one access, part by part where it has a mask. */
function writesOf(
  { maskBits = 1 }: MemorySpec,
  memories: readonly Memory[],
  { address, data, mask }: Pick<WriteAccess, 'address' | 'data' | 'mask'>,
  source: SourceRef,
): readonly Statement[] {
  return memories.flatMap((memory, leaf) => {
    const word = data[leaf] ?? literalNode(memory.word, 0n);
    const part = (lsb: number, width: number, value: Expression): Statement =>
      Object.freeze({ kind: 'memory-write', memory, address, lsb, width, data: value, source });
    if (mask === undefined) return [part(0, memory.word.width, word)];
    return Array.from({ length: mask.type.width }, (_, lane) => {
      const selected = sliceNode(mask, lane, boolGround);
      const value = sliceNode(word, lane * maskBits, bitsGround(maskBits));
      const write = part(lane * maskBits, maskBits, value);
      if (selected.kind === 'literal') return selected.value === 1n ? [write] : [];
      return [whenStatement(selected, [write], source)];
    }).flat();
  });
}

/** The word read, with what is being written to the same address in its place. */
function bypassed(
  spec: MemorySpec,
  memory: Memory,
  word: Expression,
  address: Expression,
  controls: readonly WriteControls[],
  leaf: number,
): Expression {
  const { maskBits = 1 } = spec;
  return controls.reduce((old, write) => {
    const hit = [write.enable, ...sameAddress(write.address, address, spec.depth)].filter(
      (condition) => condition.kind !== 'literal' || condition.value === 0n,
    );
    const written = write.data[leaf] ?? literalNode(memory.word, 0n);
    const choose = (more: readonly Expression[], yes: Expression, no: Expression): Expression => {
      const condition = conjunction([...hit, ...more]);
      return condition === undefined ? yes : muxNode(condition, yes, no);
    };
    const { mask } = write;
    if (mask === undefined) return choose([], written, old);
    const lanes = Array.from({ length: mask.type.width }, (_, lane) => {
      const ground = bitsGround(maskBits);
      const [yes, no] = [written, old].map((from) => sliceNode(from, lane * maskBits, ground));
      if (yes === undefined || no === undefined) throw new Error('two branches');
      return choose([sliceNode(mask, lane, boolGround)], yes, no);
    });
    return recastNode(concatNode(lanes.reverse()), memory.word);
  }, word);
}

/** Both addresses name one word; nothing to ask where they are one signal. */
function sameAddress(write: Expression, read: Expression, depth: number): readonly Expression[] {
  const width = write.type.width;
  const inRange =
    depth >= 2 ** Math.min(width, 30)
      ? []
      : [compareNode('lt', write, literalNode(uintGround(width), BigInt(depth)))];
  return write === read ? inRange : [compareNode('eq', write, read), ...inRange];
}

function lanesOf({ maskBits = 1 }: MemorySpec, { data }: WriteAccess): number {
  return (data[0]?.type.width ?? 1) / maskBits;
}

function first(group: WriteGroup): WriteAccess {
  const [only] = group;
  if (only === undefined) throw new Error('a group has a write');
  return only;
}
