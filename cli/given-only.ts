type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The object without what is undefined, as optional properties want it. */
export function givenOnly<T extends object>(object: T): Given<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Given<T>;
}
