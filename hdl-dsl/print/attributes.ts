import type { Signal } from '../ir/index.js';

/** `(* ASYNC_REG = "TRUE" *) `, nothing without attributes. */
export function attributeText(attributes: Signal['attributes']): string {
  const entries = Object.entries(attributes ?? {});
  if (entries.length === 0) return '';
  return `(* ${entries.map(([name, value]) => `${name} = "${value.replace(/[\\"]/g, '\\$&')}"`).join(', ')} *) `;
}
