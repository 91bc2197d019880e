import { defineCodes } from '../code-entry.js';

/** What `crossweave lint-source` finds in sources that use the hardware language. */
export const sourceLintCodes = defineCodes([
  {
    code: 'CW-L001',
    title: 'signal as a JavaScript condition',
    exitStatus: 1,
    explanation:
      'The condition of `if`, `while`, `for`, `?:` and of functions given to `filter`, `find`, `some` or `every` is looked at once, while the circuit is built, and a signal counts as true whatever it will carry. Choose in the circuit: `m.when` for statements, `mux` for values. To ask whether an optional signal is there, compare it with undefined.',
    example: 'if (io.enable) count.next(0);   // m.when(io.enable, () => count.next(0))',
  },
  {
    code: 'CW-L002',
    title: 'signal in JavaScript logic',
    exitStatus: 1,
    explanation:
      '`!`, `&&` and `||` look whether their left operand counts as true, and every signal does: `!a` is false and `a && b` is `b`. Signals have the methods `not`, `and` and `or`.',
    example: 'io.ready.drive(!full && io.enable);   // full.not().and(io.enable)',
  },
  {
    code: 'CW-L003',
    title: 'signal compared by JavaScript',
    exitStatus: 1,
    explanation:
      '`===`, `!==`, `==`, `!=`, `includes` and `indexOf` ask whether two signals are the same JavaScript object, which says nothing about the values they carry. Use `eq` and `ne`, which give a `bool` of the circuit. A comparison with undefined is allowed: it asks whether an optional signal is there.',
    example: 'm.when(count === limit, () => { ... });   // count.eq(limit)',
  },
  {
    code: 'CW-L004',
    title: 'signal in a JavaScript switch',
    exitStatus: 1,
    explanation:
      'A `switch` compares its subject with `===` while the circuit is built, so no case of a signal is ever taken. Use `m.switch`, whose cases are the names of an enumeration or numbers.',
    example: "switch (state) { case 'Idle': ... }   // m.switch(state, { Idle: () => { ... } })",
  },
  {
    code: 'CW-L005',
    title: 'signal in a JavaScript operator or text',
    exitStatus: 1,
    explanation:
      'Operators, template strings, `Number(signal)` and `array[signal]` want a value at once, and a signal has none while the circuit is built. They throw CW-E001 when they run; here they are found before. Use the methods of the signal: `add`, `sub`, `lt`, `not` and so on, and `vector.at(index)`.',
    example: 'total.next(total + 1);   // total.addWrap(1)',
  },
  {
    code: 'CW-L006',
    title: 'question whether a signal is there that always is',
    exitStatus: 1,
    explanation:
      '`??` and `?.` ask whether a value is undefined, and the type says that this signal never is, so the other side is never taken. If the value of the signal was to decide, write `mux`.',
    example: 'io.sum.drive(acc ?? 0);',
  },
  {
    code: 'CW-L007',
    title: 'signal thrown away',
    exitStatus: 1,
    explanation:
      'Methods of signals give a new signal and change nothing, so a statement such as `a.add(b);` builds nothing that is used. Targets are assigned by `drive` and `next`. A body of `m.when` in the short form `() => a.add(b)` throws its result away too.',
    example: 'acc.addWrap(io.value);   // acc.next(acc.addWrap(io.value))',
  },
  {
    code: 'CW-L008',
    title: 'branch without statements',
    exitStatus: 1,
    explanation:
      'The last branch of a `when` chain has an empty body, so it does nothing; or the body of a branch is an async function or a generator, whose statements come after the branch is closed. An empty branch in front of others is allowed, because it keeps them from running.',
    example: 'm.when(io.clear, () => {});',
  },
  {
    code: 'CW-L009',
    title: 'comment that allows a finding is not in order',
    exitStatus: 1,
    explanation:
      'A finding that is right on purpose is allowed by a comment on its line, or alone on the line before: a code and, after a colon, the reason. A comment without either allows nothing. One that no finding answers to is reported, so that it does not outlive its cause.',
    example: '// crossweave-lint-ignore CW-L003',
  },
  {
    code: 'CW-L010',
    title: 'source to check cannot be read',
    exitStatus: 2,
    explanation:
      '`crossweave lint-source` takes TypeScript files, or one tsconfig (a name that ends in `.json`) whose files are all checked. Without a name it takes `tsconfig.json` of the working folder. A file named is not there, or the tsconfig is not one.',
    example: 'crossweave lint-source missing.ts',
  },
  {
    code: 'CW-L011',
    title: 'source that does not type-check',
    exitStatus: 1,
    explanation:
      'Where a type is wrong or an import leads nowhere, TypeScript goes on with `any`, and signals behind it are not seen. So a file with errors of TypeScript is reported, with the first of them, instead of passing unseen. Mend the types first, or name the tsconfig that the sources are compiled with.',
    example: "import { module } from 'crossweave/hdl';   // before `npm install`",
  },
]);
