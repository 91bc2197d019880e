const identifier = /^[A-Za-z](?:_?[A-Za-z0-9])*$/;

/** Letters, digits and single inner underscores, a letter first. */
export function isIdentifier(name: string): boolean {
  return identifier.test(name);
}

/** `accSum` and `acc_sum` to `acc_sum`; digits stay with the letters before them. */
export function snakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}

/** `WaitReady` to `WAIT_READY`, as enumeration members are printed. */
export function upperSnake(name: string): string {
  return snakeCase(name).toUpperCase();
}

/** Name of an enumeration without the printed `_e`. */
export function enumTypeName(name: string): string {
  return snakeCase(name);
}
