import type { Diagnostic } from '../base/diagnostic.js';

/** What `readMatrix` makes of a JSON value: the matrix, or why it is none. */
export interface MatrixReading {
  /** Row-major; 0 where a finding says that there is no integer of the right place. */
  readonly values: Int32Array;
  readonly rows: number;
  readonly findings: readonly Diagnostic[];
}

/** Findings of one matrix named one by one; a matrix of thousands of fractions gives one more that counts the rest. */
const namedFindings = 20;

/** Reads a matrix of integers out of parsed JSON, without looking at the range of its elements beyond 32 bits.
 *
 *  @param json what the file holds at `path`
 *  @param shape `columns`, and `rows` where their number is fixed
 *  @param path JSON path for messages, such as `weights`
 *  Findings: CW-W001 not an array of arrays, or a wrong number of rows or columns; CW-W002 an element that is no
 *  integer of 32 bits. They are returned, so that a caller can report those of several matrices together. */
export function readMatrix(
  json: unknown,
  shape: { readonly rows?: number; readonly columns: number },
  path: string,
  file?: string,
): MatrixReading {
  const place = (element: string) => ({
    kind: 'json' as const,
    ...(file === undefined ? {} : { file }),
    path: element,
  });
  const findings: Diagnostic[] = [];
  let hidden = 0;
  const add = (finding: Omit<Diagnostic, 'severity' | 'where'>, element: string) => {
    if (findings.length < namedFindings)
      findings.push({ ...finding, severity: 'error', where: place(element) });
    else hidden++;
  };
  const { columns } = shape;
  if (!Array.isArray(json)) {
    const what = `an array of ${shape.rows === undefined ? '' : `${shape.rows} `}rows of ${columns} integers`;
    const actual = json === undefined ? 'nothing' : json === null ? 'null' : typeof json;
    add({ code: 'CW-W001', message: `\`${path}\` is no matrix`, expected: what, actual }, path);
    return { values: new Int32Array(0), rows: 0, findings };
  }
  const lines: readonly unknown[] = json;
  if (shape.rows !== undefined && lines.length !== shape.rows) {
    const [expected, actual] = [`${shape.rows} rows`, `${lines.length} rows`];
    add({ code: 'CW-W001', message: `\`${path}\` has the wrong number of rows`, expected, actual }, path);
  }
  const values = new Int32Array(lines.length * columns);
  lines.forEach((line, r) => {
    const at = `${path}[${r}]`;
    if (!Array.isArray(line) || line.length !== columns) {
      const actual = Array.isArray(line) ? `${line.length} elements` : line === null ? 'null' : typeof line;
      add(
        {
          code: 'CW-W001',
          message: 'a matrix row has the wrong length',
          expected: `${columns} elements`,
          actual,
        },
        at,
      );
      return;
    }
    (line as readonly unknown[]).forEach((value, c) => {
      if (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= 2 ** 31 - 1) {
        values[r * columns + c] = value;
        return;
      }
      const actual = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? 'nothing');
      add(
        {
          code: 'CW-W002',
          message: 'a matrix element is no integer',
          expected: 'an integer of 32 bits',
          actual,
        },
        `${at}[${c}]`,
      );
    });
  });
  if (hidden > 0) {
    const last = findings.at(-1)?.code ?? 'CW-W002';
    findings.push({
      code: last,
      severity: 'error',
      message: `${hidden} more findings in \`${path}\``,
      where: place(path),
    });
  }
  return { values, rows: lines.length, findings };
}
