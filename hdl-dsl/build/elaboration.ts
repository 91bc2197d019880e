import type { z } from 'zod';
import type { ClockDomain, Module, Port, SourceRef, Statement } from '../ir/index.js';
import { isIdentifier } from '../names/identifiers.js';
import { literalNode } from '../nodes/basic-nodes.js';
import { captureSource, sourceOfKey } from '../source/source-ref.js';
import { leavesOf } from '../types/leaves.js';
import { viewOf } from '../values/view.js';
import type { SharedBlackBox } from './black-box.js';
import { ClockScope, type ClockSpecs } from './clocks.js';
import { rememberInterface } from './declared-interface.js';
import { flatPorts } from './instances.js';
import { ModuleBuilder } from './module-builder.js';
import type { ModuleDefinition } from './module-definition.js';
import { checkedParams, paramsKey } from './params.js';
import type { InnerIo, PortSpecs } from './ports.js';
import { report } from './report.js';
import { checkKey, signalHandle } from './signals.js';
import { StatementScope } from './statement-scope.js';

/** A module as elaborated, with its ports as declared and its clock domains by their keys. */
export interface Elaborated {
  readonly module: Module;
  readonly ports: PortSpecs;
  readonly clocks: Readonly<Record<string, ClockDomain>>;
}

/** One run of elaboration: equal modules (one definition, equal parameters) are made once. */
export class Elaboration {
  readonly blackBoxes = new Map<string, SharedBlackBox>();
  readonly #modules = new Map<object, Map<string, Elaborated>>();
  readonly #open: { readonly definition: object; readonly key: string }[] = [];

  /** The module of a definition with parameters. */
  moduleOf<S extends z.ZodType, P extends PortSpecs, C extends ClockSpecs>(
    definition: ModuleDefinition<S, P, C>,
    given: z.input<S>,
    source: SourceRef,
  ): Elaborated {
    const params = checkedParams(definition, given, source);
    const key = paramsKey(params);
    const known = this.#modules.get(definition) ?? new Map<string, Elaborated>();
    this.#modules.set(definition, known);
    const before = known.get(key);
    if (before !== undefined) return before;
    const made = this.#elaborate(definition, params, key, source);
    known.set(key, made);
    rememberInterface(made.module, made);
    return made;
  }

  #elaborate<S extends z.ZodType, P extends PortSpecs, C extends ClockSpecs>(
    definition: ModuleDefinition<S, P, C>,
    params: z.output<S>,
    key: string,
    source: SourceRef,
  ): Elaborated {
    const { spec } = definition;
    const name = typeof spec.name === 'function' ? spec.name(params) : spec.name;
    checkModuleName(name, definition.source);
    const comment = typeof spec.comment === 'function' ? spec.comment(params) : (spec.comment ?? '');
    const clockSpecs = typeof spec.clocks === 'function' ? spec.clocks(params) : spec.clocks;
    const clocks = new ClockScope(name, clockSpecs, definition.source);
    const specs = spec.ports(params);
    const ports = flatPorts(specs, clocks, (port) => sourceOfKey(definition.source, ['ports', port]));
    const scope = new StatementScope(name);
    const m = new ModuleBuilder<C>(this, scope, clocks);
    if (this.#recursive(definition, key)) {
      report({
        code: 'CW-E018',
        message: `module \`${name}\` contains itself with the same parameters`,
        hint: 'a recursive module must come to an end: instantiate it with smaller parameters',
        source,
        related: [{ message: 'defined at', source: definition.source }],
      });
    } else {
      this.#open.push({ definition, key });
      try {
        spec.build(m, params, innerIo(scope, specs, ports) as InnerIo<P>);
      } finally {
        this.#open.pop();
      }
    }
    const parts = ModuleBuilder.finish(m);
    const isClocked =
      parts.registers.length + parts.memories.length + parts.assertions.length > 0 ||
      parts.instances.some((i) => i.of.clocks.length > 0);
    const module: Module = Object.freeze({
      kind: 'module',
      name,
      comment,
      ports,
      ...parts,
      body: scope.close(outputDefaults(specs, ports)),
      source: definition.source,
      clocks: clocks.pins(isClocked),
      ...(spec.macro ? { macro: true } : {}),
    });
    return { module, ports: specs, clocks: clocks.byKey };
  }

  #recursive(definition: object, key: string): boolean {
    return this.#open.some((o) => o.definition === definition && o.key === key);
  }
}

function innerIo(scope: StatementScope, specs: PortSpecs, ports: readonly Port[]): unknown {
  let next = 0;
  const io = Object.entries(specs).map(([key, spec]) => {
    checkKey(key, 'a port', captureSource());
    const handles = leavesOf(spec.type).map((leaf) => {
      const port = ports[next++];
      if (port === undefined) throw new Error('every leaf has a port');
      return signalHandle(scope, leaf, port, port.direction === 'output' ? 'drive' : 'none');
    });
    return [key, viewOf(spec.type, handles)];
  });
  return Object.freeze(Object.fromEntries(io));
}

/** The default of an output is a drive that every other one overrides. */
function outputDefaults(specs: PortSpecs, ports: readonly Port[]): readonly Statement[] {
  const defaults = Object.values(specs).flatMap((spec) => leavesOf(spec.type).map((leaf) => leaf.default));
  return ports.flatMap((target, i): Statement[] => {
    const value = defaults[i];
    if (value === undefined || target.direction === 'input') return [];
    const { source, type } = target;
    return [
      Object.freeze({
        kind: 'assign',
        target,
        lsb: 0,
        width: type.width,
        value: literalNode(type, value),
        source,
      }),
    ];
  });
}

function checkModuleName(name: string, source: SourceRef): void {
  if (isIdentifier(name)) return;
  report({
    code: 'CW-E005',
    message: `\`${name}\` is no name for a module`,
    expected: 'letters, digits and single underscores, a letter first',
    actual: `\`${name}\``,
    hint: 'rename it',
    source,
  });
}
