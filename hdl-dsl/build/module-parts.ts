import type {
  Assertion,
  Crossing,
  Ignored,
  Instance,
  Machine,
  Memory,
  Module,
  Register,
  Wire,
} from '../ir/index.js';

type Finished = Pick<
  Module,
  'wires' | 'registers' | 'memories' | 'instances' | 'assertions' | 'ignored' | 'crossings' | 'machines'
>;

/** What a module under construction has declared so far. */
export class ModuleParts {
  readonly wires: Wire[] = [];
  readonly registers: Register[] = [];
  readonly memories: Memory[] = [];
  readonly instances: Instance[] = [];
  readonly assertions: Assertion[] = [];
  readonly ignored: Ignored[] = [];
  readonly crossings: Crossing[] = [];
  readonly machines: Machine[] = [];
  readonly #endings: (() => void)[] = [];

  /** Has `finish` run when the module ends: for what depends on all of its statements. */
  atEnd(finish: () => void): void {
    this.#endings.push(finish);
  }

  /** Ends the declarations. What is declared later, which is reported there, is left out. */
  finish(): Finished {
    for (const finish of this.#endings) finish();
    return {
      wires: Object.freeze([...this.wires]),
      registers: Object.freeze([...this.registers]),
      memories: Object.freeze([...this.memories]),
      instances: Object.freeze([...this.instances]),
      assertions: Object.freeze([...this.assertions]),
      ignored: Object.freeze([...this.ignored]),
      crossings: Object.freeze([...this.crossings]),
      machines: Object.freeze([...this.machines]),
    };
  }
}
