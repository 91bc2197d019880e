/** What a core did, in the units that cost something. */
export class CoreActivity {
  /** Cycles of one lane of the vector unit. */
  laneCycles = 0;
  /** Elements of look-ups. */
  lookups = 0;
  scalars = 0;
  copiedWords = 0;
  loadedWords = 0;
  storedWords = 0;
  /** Instruction words fetched, those that a taken branch throws away too. */
  fetches = 0;
  /** Cycles in which the register file works for vector and scalar units, and for `set`. */
  registerCycles = 0;
}
