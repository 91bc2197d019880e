import { CoercionGuard } from './coercion-guard.js';

/** A struct's value: its fields are own properties, so that they read as `pixel.red`. */
export class StructValue extends CoercionGuard {
  constructor(fields: Readonly<Record<string, unknown>>) {
    super();
    Object.assign(this, fields);
  }

  /** A field by name. */
  static field(value: StructValue, name: string): unknown {
    return Object.entries(value).find(([key]) => key === name)?.[1];
  }
}
