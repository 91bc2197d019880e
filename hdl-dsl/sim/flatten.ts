import type { BlackBox, Instance, Module } from '../ir/index.js';
import { portName } from '../names/wanted-names.js';
import type { BlackBoxModel } from './black-box-model.js';
import { CellAllocator } from './cell-allocator.js';
import type {
  FlatAssertion,
  FlatBox,
  FlatDesign,
  FlatRegister,
  FlatSignal,
  FlatWrite,
} from './flat-design.js';
import { Graph } from './graph.js';
import { InstanceScope } from './instance-scope.js';

type Models = Readonly<Record<string, BlackBoxModel>>;

/** A black box before its inputs are known. */
interface BoxAt {
  readonly scope: InstanceScope;
  readonly instance: Instance;
  readonly of: BlackBox;
  readonly outputs: FlatBox['outputs'];
}

/** Flattens a design that the checks of the language have passed.
 *  @throws {RangeError} a black box without a model: a fault of the caller */
export function flatten(top: Module, models: Models): FlatDesign {
  return new Flattener(top, models).design();
}

class Flattener {
  readonly #graph = new Graph();
  readonly #cells = new CellAllocator();
  readonly #top: InstanceScope;
  readonly #models: Models;
  readonly #boxes: BoxAt[] = [];

  constructor(top: Module, models: Models) {
    this.#models = models;
    this.#top = new InstanceScope(top, this.#graph, this.#cells);
  }

  design(): FlatDesign {
    const top = this.#top;
    const inputs = top.module.ports
      .filter((p) => p.direction === 'input')
      .map((port) => {
        const cell = this.#cells.state(port.type.width, port.type.signed);
        const node = this.#graph.state(cell);
        top.define(port, node);
        return { pin: top.names.read(port), cell, node };
      });
    const scopes = [...allScopes(top)];
    for (const scope of scopes) this.#defineBoxes(scope);
    const registers: FlatRegister[] = [];
    const writes: FlatWrite[] = [];
    const assertions: FlatAssertion[] = [];
    for (const scope of scopes) {
      registers.push(...scope.registers());
      writes.push(...scope.writes());
      assertions.push(...this.#assertions(scope));
    }
    const outputs = top.module.ports
      .filter((p) => p.direction === 'output')
      .map((port) => ({ pin: top.names.read(port), node: top.node(port) }));
    const boxes = this.#boxes.map((box) => this.#box(box));
    const signals = scopes.flatMap((scope) => this.#signals(scope));
    const { memories } = this.#cells;
    const domains = top.module.clocks;
    return { inputs, outputs, registers, memories, writes, boxes, assertions, signals, domains };
  }

  #defineBoxes(scope: InstanceScope): void {
    for (const instance of scope.module.instances) {
      const { of } = instance;
      if (of.kind !== 'black-box') continue;
      const outputs = instance.ports
        .filter((p) => p.direction === 'output')
        .map((port) => {
          const cell = this.#cells.state(port.type.width, port.type.signed);
          scope.define(port, this.#graph.state(cell));
          return { pin: portName(port), cell };
        });
      this.#boxes.push({ scope, instance, of, outputs });
    }
  }

  #box({ scope, instance, of, outputs }: BoxAt): FlatBox {
    const model = this.#models[of.name];
    if (model === undefined) throw new RangeError(`no model for black box \`${of.name}\``);
    const inputs = instance.ports
      .filter((p) => p.direction === 'input')
      .map((port) => ({ pin: portName(port), node: scope.node(port) }));
    const path = [this.#top.module.name, ...scope.path, scope.names.instance(instance.name)].join('.');
    const clocks = of.clocks.map((clock) => ({ name: clock.name, domain: scope.domainAt(instance, clock) }));
    return { path, model, parameters: instance.parameters, inputs, outputs, clocks };
  }

  #assertions(scope: InstanceScope): FlatAssertion[] {
    const unit = [this.#top.module.name, ...scope.path].join('.');
    return scope.module.assertions.map(({ name, message, condition, clock }) => ({
      domain: scope.domain(clock),
      name,
      unit,
      message,
      condition: scope.expression(condition),
    }));
  }

  #signals(scope: InstanceScope): FlatSignal[] {
    const { ports, registers, wires, instances, memories } = scope.module;
    const named = [...ports, ...registers, ...wires, ...instances.flatMap((i) => i.ports)];
    const signals = named.map(
      (signal): FlatSignal => ({
        path: [...scope.path, scope.names.read(signal)].join('.'),
        width: signal.type.width,
        node: () => scope.node(signal),
      }),
    );
    for (const memory of memories.filter((m) => m.packed)) {
      signals.push({
        path: [...scope.path, scope.names.memory(memory)].join('.'),
        width: memory.word.width * memory.depth,
        node: () => this.#graph.words(scope.memory(memory)),
      });
    }
    for (const instance of instances.filter((i) => i.of.kind === 'black-box')) {
      for (const port of instance.ports) {
        signals.push({
          path: [...scope.path, scope.names.instance(instance.name), portName(port)].join('.'),
          width: port.type.width,
          node: () => scope.node(port),
        });
      }
    }
    return signals;
  }
}

function* allScopes(scope: InstanceScope): Generator<InstanceScope> {
  yield scope;
  for (const child of scope.children.values()) yield* allScopes(child);
}
