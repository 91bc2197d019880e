import type { Instance, Module, Signal } from '../ir/index.js';
import { withoutMerged } from '../names/merged-signals.js';
import { ModuleNames } from '../names/module-names.js';
import { BitUsage } from './bit-usage.js';
import { enumSignals } from './enum-signals.js';
import { ExpressionPrinter } from './expression-printer.js';
import { type Locate, withoutPlaces } from './locators.js';
import { type ModulePlan, planModule } from './module-plan.js';
import { Temporaries } from './temporaries.js';

/** What the sections of one printed module share. */
export class PrintContext {
  readonly module: Module;
  readonly plan: ModulePlan;
  readonly names: ModuleNames;
  readonly usage = new BitUsage();
  readonly temporaries: Temporaries;
  readonly expressions: ExpressionPrinter;
  /** Signals declared with their enumeration's type. */
  readonly enums: ReadonlySet<Signal>;
  /** Texts that stand in the port lists of instances themselves, without a net. */
  readonly inlined = new Map<Signal, string>();
  /** Printed name of the module that an instance is of. */
  readonly nameOfModule: (instance: Instance) => string;

  /** Adds places to lines, where they are wanted. */
  readonly locate: Locate;

  constructor(module: Module, nameOfModule: (instance: Instance) => string, locate: Locate = withoutPlaces) {
    this.module = withoutMerged(module);
    this.nameOfModule = nameOfModule;
    this.locate = locate;
    this.plan = planModule(this.module);
    this.names = new ModuleNames(module, this.plan.stages);
    this.temporaries = new Temporaries(this.names.scope, this.plan.uses);
    this.expressions = new ExpressionPrinter(this.names, this.temporaries, this.usage);
    this.enums = enumSignals(this.module, this.plan);
  }

  /** The lines made, after those of the nets for parts that they need.
   *  @param owner base of the names of such nets */
  withTemporaries(owner: string, make: () => string[]): string[] {
    const before = this.temporaries.all.length;
    this.temporaries.owner = owner;
    const lines = make();
    const made = this.temporaries.all.slice(before);
    return [...made.map((t) => `  assign ${t.name} = ${t.text};`), ...lines];
  }
}
