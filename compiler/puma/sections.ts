import type { MachineGeometry } from '../../config/puma/geometry.js';
import type { DataDirectives } from './data-directives.js';
import type { Findings } from './findings.js';
import type { Unit } from './instruction.js';
import type { Numbers } from './numbers.js';
import type { Symbols } from './symbols.js';
import type { Name, Operand, Statement } from './syntax.js';

/** Words that begin a statement which is no instruction. */
export const directives = [
  '.core',
  '.tile',
  '.const',
  '.data',
  '.cells',
  '.memory',
  '.packet',
  '.word',
] as const;
type Directive = (typeof directives)[number];

/** A program under way. */
export interface Section {
  readonly unit: Unit;
  readonly program: Placed[];
  readonly labels: Map<string, { readonly address: number; readonly name: Name }>;
  /** Statements that give contents to the core. */
  readonly contents: Placed[];
}

export type Placed = Statement & { readonly head: Name };

/** The programs of a text: gives every statement its program and every label its address. */
export class Sections {
  readonly #geometry: MachineGeometry;
  readonly #findings: Findings;
  readonly #symbols: Symbols;
  readonly #numbers: Numbers;
  readonly #data: DataDirectives;
  /** By number of the core; absent where the text gives it no program. */
  readonly cores: (Section | undefined)[];
  tile: Section | undefined;

  constructor(
    geometry: MachineGeometry,
    symbols: Symbols,
    numbers: Numbers,
    data: DataDirectives,
    findings: Findings,
  ) {
    this.#geometry = geometry;
    this.#symbols = symbols;
    this.#numbers = numbers;
    this.#data = data;
    this.#findings = findings;
    this.cores = Array.from({ length: geometry.cores }, () => undefined);
  }

  layOut(statements: readonly Statement[]): void {
    // A machine without a tile has one core, so its text need not say which.
    let section = this.#geometry.tile === undefined ? this.#openCore(0) : undefined;
    for (const statement of statements) {
      const { head, operands, labels } = statement;
      for (const name of labels) this.#label(name, section);
      if (head === undefined) continue;
      const placed = { ...statement, head };
      switch (head.text as Directive) {
        case '.const':
          break;
        case '.core':
          section = this.#coreSection(head, operands);
          break;
        case '.tile':
          section = this.#tileSection(head, operands);
          break;
        case '.memory':
          this.#data.memoryWords(head, operands);
          break;
        case '.packet':
          if (this.#onTile(head)) this.#data.packet(head, operands);
          break;
        case '.data':
        case '.cells':
          if (section?.unit === 'core') section.contents.push(placed);
          else this.#misplaced(head, 'gives contents to a core', 'below .core');
          break;
        default:
          if (section === undefined) this.#misplaced(head, 'belongs to a program', 'below .core or .tile');
          else section.program.push(placed);
      }
    }
  }

  #label(name: Name, section: Section | undefined): void {
    if (section === undefined) this.#misplaced(name, 'belongs to a program', 'below .core or .tile');
    else if (this.#symbols.isFree(name, section.labels)) {
      section.labels.set(name.text, { address: section.program.length, name });
    }
  }

  #coreSection(head: Name, [first, ...rest]: readonly Operand[]): Section {
    const { cores } = this.#geometry;
    const number =
      first === undefined || rest.length > 0
        ? this.#findings.error('CW-P005', head.place, '.core has the wrong operands', {
            expected: 'the number of a core',
          })
        : this.#numbers.read(first, { what: 'the core', min: 0, max: cores - 1, code: 'CW-P011' });
    return number === undefined ? newSection('core') : this.#openCore(number);
  }

  #openCore(number: number): Section {
    const section = this.cores[number] ?? newSection('core');
    this.cores[number] = section;
    return section;
  }

  #tileSection(head: Name, operands: readonly Operand[]): Section {
    if (operands.length > 0) {
      this.#findings.error('CW-P005', head.place, '.tile has the wrong operands', {
        expected: 'nothing after it',
      });
    }
    if (!this.#onTile(head)) return newSection('tile');
    this.tile ??= newSection('tile');
    return this.tile;
  }

  #onTile(head: Name): boolean {
    if (this.#geometry.tile !== undefined) return true;
    this.#findings.error('CW-P011', head.place, `${head.text} is for a tile`, {
      expected: 'a configuration of the system puma-tile',
      actual: 'puma-core',
    });
    return false;
  }

  #misplaced({ text, place }: Name, why: string, expected: string): void {
    this.#findings.error('CW-P011', place, `${text} ${why}`, { expected });
  }
}

function newSection(unit: Unit): Section {
  return { unit, program: [], labels: new Map(), contents: [] };
}
