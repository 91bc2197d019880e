import type {
  ClockDomain,
  Expression,
  Memory,
  Register,
  Signal,
  SourceRef,
  Statement,
  Wire,
} from '../ir/index.js';
import { captureSource, sourceOfKey } from '../source/source-ref.js';
import type { Leaf } from '../types/leaves.js';
import type { Elaboration } from './elaboration.js';
import { lowerMemory } from './memory-lowering.js';
import { lowerMacro } from './memory-macro.js';
import { checkPorts } from './memory-ports.js';
import type { MemorySpec } from './memory-spec.js';
import type { ModuleParts } from './module-parts.js';
import { declare, leafName } from './signals.js';
import { areExclusive, type Branch, type StatementScope } from './statement-scope.js';

/** What a memory needs of the module that declares it. */
export interface MemoryContext {
  readonly scope: StatementScope;
  readonly parts: ModuleParts;
  /** Makes the module of a macro. */
  readonly elaboration: Elaboration;
  /** The clock domain of a read. */
  readonly readClock: () => ClockDomain;
}

/** A read: what it gives are registers for synchronous reads, wires for others. */
export interface ReadAccess {
  readonly address: Expression;
  readonly enable: Expression | undefined;
  /** One a leaf of the word. */
  readonly signals: readonly (Register | Wire)[];
  readonly crossing: string | undefined;
  readonly source: SourceRef;
}

/** A write where it stands; `statements` is filled when the module ends. */
export interface WriteAccess {
  readonly address: Expression;
  /** One a leaf of the word. */
  readonly data: readonly Expression[];
  readonly mask: Expression | undefined;
  /** The conditions around it. */
  readonly guards: readonly Expression[];
  readonly branch: Branch | undefined;
  readonly source: SourceRef;
  readonly statements: Statement[];
}

/** Writes of which at most one is active at a time: they share a port. */
export type WriteGroup = readonly WriteAccess[];

/** Collects the reads and writes of one memory. Its form is decided when the module ends, as ports are shared by all. */
export class MemoryAccesses {
  /** Every access is a port of its own, and reads and writes need not know each other. */
  readonly isPlain: boolean;
  readonly #context: MemoryContext;
  readonly #key: string;
  readonly #spec: MemorySpec;
  readonly #memories: readonly Memory[];
  readonly #reads: ReadAccess[] = [];
  readonly #groups: WriteAccess[][] = [];

  constructor(
    context: MemoryContext,
    key: string,
    spec: MemorySpec,
    memories: readonly Memory[],
    clock: ClockDomain,
    source: SourceRef,
  ) {
    this.#context = context;
    this.#key = key;
    this.#spec = spec;
    this.#memories = memories;
    this.isPlain = spec.ports === undefined && spec.macro === undefined;
    const { macro } = spec;
    if (macro === undefined) context.parts.memories.push(...memories);
    context.parts.atEnd(() => {
      checkPorts(key, spec, this.#reads, this.#groups, source);
      const all = { key, spec, memories, reads: this.#reads, groups: this.#groups };
      if (macro === undefined) lowerMemory(context, all);
      else lowerMacro(context, all, macro, clock, source);
    });
  }

  /** The value of a read: of registers, or of wires. */
  read(address: Expression, enable: Expression | undefined, crossing: string | undefined): unknown {
    const source = captureSource();
    const { parts, scope, readClock } = this.#context;
    const isRegister = this.#spec.read === 'sync' && this.#spec.macro === undefined;
    const number = this.#reads.length === 0 ? '' : `_${this.#reads.length + 1}`;
    const clock = readClock();
    const make = (leaf: Leaf): Register | Wire => {
      const common = {
        name: leafName(`${this.#key}_read${number}`, leaf),
        naming: 'renameable',
        type: leaf.ground,
        source: sourceOfKey(source, []),
      } as const;
      return Object.freeze(isRegister ? { kind: 'register', ...common, clock } : { kind: 'wire', ...common });
    };
    const { signals, value } = declare<Signal & { kind: 'register' | 'wire' }>(
      scope,
      this.#spec.word,
      make,
      () => 'none',
    );
    for (const signal of signals) {
      if (signal.kind === 'register') parts.registers.push(signal);
      else parts.wires.push(signal);
    }
    this.#reads.push({ address, enable, signals, crossing, source });
    return value;
  }

  write(
    address: Expression,
    data: readonly Expression[],
    mask: Expression | undefined,
    source: SourceRef,
  ): void {
    const { scope } = this.#context;
    if (scope.refuses(source)) return;
    const { guards, branch } = scope;
    const access: WriteAccess = { address, data, mask, guards, branch, source, statements: [] };
    scope.defer(() => access.statements);
    const group = this.isPlain
      ? undefined
      : this.#groups.find((g) => g.every((other) => areExclusive(other.branch, branch)));
    if (group === undefined) this.#groups.push([access]);
    else group.push(access);
  }
}
