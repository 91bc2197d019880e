import type { InterfaceModel, TypeModel } from './interface-model.js';

type StructModel = Extract<TypeModel, { kind: 'struct' }>;
type EnumModel = Extract<TypeModel, { kind: 'enum' }>;

/** A struct or enumeration with the name that the bindings give it. */
export interface NamedType {
  /** UpperCamelCase. */
  readonly name: string;
  readonly type: StructModel | EnumModel;
  /** Where it is first used, such as `the words of prog`. */
  readonly use: string;
}

/** Names for the structs and enumerations of an interface: enumerations have one, structs get that of their port or field. Equal types
 *  share a name. */
export class TypeNames {
  readonly #named = new Map<string, NamedType>();
  readonly #taken: Set<string>;

  /** @param taken names that are used otherwise */
  constructor({ ports }: InterfaceModel, taken: readonly string[]) {
    this.#taken = new Set(taken);
    for (const { key, type } of ports) {
      const moves = type.kind === 'stream' || type.kind === 'flow';
      const payload = moves ? type.payload : type;
      const name = moves ? `${upperCamel(key)}Word` : upperCamel(key);
      this.#visit(payload, name, moves ? `a word of \`${key}\`` : `the value of \`${key}\``);
    }
  }

  /** Types that are part of others come first. */
  get all(): readonly NamedType[] {
    return [...this.#named.values()];
  }

  nameOf(type: StructModel | EnumModel): string {
    const found = this.#named.get(keyOf(type));
    if (found === undefined) throw new Error('a type without a name');
    return found.name;
  }

  #visit(type: TypeModel, name: string, use: string): void {
    if (type.kind === 'vec') this.#visit(type.element, name, `an element of ${use}`);
    if (type.kind !== 'struct' && type.kind !== 'enum') return;
    if (this.#named.has(keyOf(type))) return;
    if (type.kind === 'struct') {
      for (const [field, inner] of type.fields) {
        this.#visit(inner, `${name}${upperCamel(field)}`, `\`${field}\` of ${use}`);
      }
    }
    const wanted = type.kind === 'enum' ? upperCamel(type.name) : name;
    this.#named.set(keyOf(type), { name: this.#claim(wanted), type, use });
  }

  #claim(wanted: string): string {
    let name = wanted;
    for (let n = 2; this.#taken.has(name); n++) name = `${wanted}${n}`;
    this.#taken.add(name);
    return name;
  }
}

/** `out_data` and `outData` to `OutData`. */
export function upperCamel(name: string): string {
  return name.replace(/(?:^|_+)([a-zA-Z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function keyOf(type: TypeModel): string {
  return JSON.stringify(type, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
}
