import { type FieldFormat, fieldBits } from '../../config/puma/encoding.js';
import type { MachineGeometry } from '../../config/puma/geometry.js';
import type { Findings } from './findings.js';
import { type Instruction, textFields } from './instruction.js';
import { instructionBreach } from './instruction-limits.js';
import type { Mnemonic } from './mnemonics.js';
import { type NumberRule, type Numbers, wordRule } from './numbers.js';
import { destinationAddress, registerAddress } from './read-register.js';
import { overwrittenSource } from './register-use.js';
import type { Labels } from './symbols.js';
import type { Name, Operand, RegisterOperand } from './syntax.js';

/** Makes instructions of mnemonics and operands, and tells what is wrong with them. */
export class InstructionAssembler {
  readonly #geometry: MachineGeometry;
  readonly #numbers: Numbers;
  readonly #findings: Findings;

  constructor(geometry: MachineGeometry, numbers: Numbers, findings: Findings) {
    this.#geometry = geometry;
    this.#numbers = numbers;
    this.#findings = findings;
  }

  /** @returns nothing where something is wrong; it is told then */
  assemble(
    mnemonic: Mnemonic,
    name: Name,
    operands: readonly Operand[],
    labels: Labels,
  ): Instruction | undefined {
    const fields = textFields(mnemonic);
    if (operands.length !== fields.length) {
      const expected = fields.map((field) => field.name).join(', ');
      return this.#findings.error('CW-P005', name.place, `${name.text} takes ${fields.length} operands`, {
        expected: expected === '' ? 'nothing after it' : expected,
        actual: `${operands.length} operands`,
      });
    }
    const { format, operation } = mnemonic;
    const side = sideOf(mnemonic, operands[1]);
    const values: Record<string, number> = side === undefined ? {} : { side };
    let complete = true;
    for (const [k, field] of fields.entries()) {
      const operand = operands[k];
      if (operand === undefined) continue;
      const value = this.#value(field, operand, mnemonic, labels);
      if (value === undefined) complete = false;
      else values[field.name] = value;
    }
    if (!complete) return undefined;
    const instruction: Instruction = { format, ...(operation === undefined ? {} : { operation }), values };
    return this.#withinLimits(instruction, fields, operands, name) ? instruction : undefined;
  }

  #withinLimits(
    instruction: Instruction,
    fields: readonly FieldFormat[],
    operands: readonly Operand[],
    name: Name,
  ): boolean {
    const breach = instructionBreach(instruction, this.#geometry);
    const placeOf = (field: string) =>
      operands[fields.findIndex((one) => one.name === field)]?.place ?? name.place;
    if (breach !== undefined) {
      const { code, field, message, expected, actual } = breach;
      this.#findings.error(code, placeOf(field), message, { expected, actual });
      return false;
    }
    const source = overwrittenSource(instruction, this.#geometry);
    if (source !== undefined) {
      const message =
        'the destination overlaps a source from above, so elements are overwritten before they are read';
      this.#findings.warning('CW-P018', placeOf('dest'), message, {
        hint: 'work from a copy, or in an order in which the destination does not lie above',
      });
    }
    return true;
  }

  #value(field: FieldFormat, operand: Operand, mnemonic: Mnemonic, labels: Labels): number | undefined {
    switch (field.kind) {
      case 'destination':
        if (operand.kind !== 'register') return this.#noRegister(field, operand);
        return destinationAddress(operand, this.#geometry, this.#numbers, this.#findings, labels);
      case 'source':
        return this.#source(field, operand, mnemonic, labels);
      case 'mask':
        return this.#mask(operand, labels);
      default:
        return this.#numbers.read(operand, this.#rule(field, mnemonic), labels);
    }
  }

  #source(field: FieldFormat, operand: Operand, mnemonic: Mnemonic, labels: Labels): number | undefined {
    let register: RegisterOperand;
    if (field.name === 'address') {
      if (operand.kind !== 'address') {
        return this.#findings.error('CW-P005', operand.place, 'the address is a register in brackets', {
          expected: 'a register in brackets, such as [r5]',
          actual: describe(operand),
        });
      }
      register = operand.register;
    } else {
      if (operand.kind !== 'register') return this.#noRegister(field, operand);
      register = operand;
    }
    const copies = mnemonic.format.name === 'copy';
    const wrong = copies ? mnemonic.side === 1 && register.bank === 'xout' : register.bank === 'xin';
    if (wrong) {
      const [expected, message] = copies
        ? ['xin', 'copy.xin reads no XbarOut registers']
        : ['a general register or xout', 'only mvm and copy read XbarIn registers'];
      return this.#findings.error('CW-P005', register.place, message, { expected, actual: register.bank });
    }
    return registerAddress(register, this.#geometry, this.#numbers, labels);
  }

  #mask(operand: Operand, labels: Labels): number | undefined {
    const { mvmus } = this.#geometry;
    const mask = this.#numbers.read(operand, { what: 'the mask', min: 1, max: 2 ** 16 - 1 }, labels);
    if (mask === undefined || mask < 2 ** mvmus) return mask;
    const missing = Math.floor(Math.log2(mask));
    return this.#findings.error('CW-P014', operand.place, `there is no MVMU ${missing}`, {
      expected: `a mask of ${mvmus} bits, one for each MVMU`,
      actual: `0b${mask.toString(2)}`,
    });
  }

  #rule(field: FieldFormat, { format, operation }: Mnemonic): NumberRule {
    const geometry = this.#geometry;
    const bits = fieldBits(field, geometry);
    const what = `the ${field.name}`;
    switch (field.kind) {
      case 'immediate':
        return wordRule('the immediate', geometry.fraction);
      case 'length':
        return { what, min: 1, max: 2 ** bits };
      case 'amount':
        return {
          what: operation?.name === 'subsample' ? 'the stride' : 'the shift amount',
          min: operation?.name === 'subsample' ? 1 : 0,
          max: 2 ** bits - 1,
        };
      case 'count':
        return {
          what,
          min: 0,
          max: 2 ** geometry.countBits - 1,
          hint: 'memory.countBits of the configuration sets the limit',
        };
      case 'pc':
        return { what: 'the instruction address', min: 0, max: geometry.instructions - 1 };
      case 'memory':
        return { what: 'the memory address', min: 0, max: geometry.memoryWords - 1, code: 'CW-P008' };
      case 'fifo':
        if (format.name !== 'receive') return { what, min: 0, max: 2 ** bits - 1 };
        return { what, min: 0, max: (geometry.tile?.fifos ?? 0) - 1, code: 'CW-P015' };
      default:
        return { what, min: 0, max: 2 ** bits - 1 };
    }
  }

  #noRegister(field: FieldFormat, operand: Operand): undefined {
    return this.#findings.error('CW-P005', operand.place, `${field.name} is a register`, {
      expected: 'a register, such as r5',
      actual: describe(operand),
    });
  }
}

/** `side` of a copy: given by the name of its source, or by the mnemonic. */
function sideOf({ format, side }: Mnemonic, source: Operand | undefined): number | undefined {
  if (format.name !== 'copy') return undefined;
  return side ?? (source?.kind === 'register' && source.bank === 'xin' ? 1 : 0);
}

function describe(operand: Operand): string {
  switch (operand.kind) {
    case 'expression':
      return 'a number';
    case 'register':
      return 'a register';
    case 'address':
      return 'a register in brackets';
    case 'text':
      return 'a text in quotes';
  }
}
