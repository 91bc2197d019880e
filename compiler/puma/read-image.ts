import type { z } from 'zod';
import { CrossweaveError } from '../../base/crossweave-error.js';
import type { Diagnostic } from '../../base/diagnostic.js';
import { parseJson } from '../../config/json-text.js';
import { machineGeometry } from '../../config/puma/geometry.js';
import type { CoreImage, MachineImage, ProgramText } from '../../config/puma/image.js';
import type { PumaMachineConfig } from '../../config/puma-machine.js';
import { readTextFile } from '../../config/read-text-file.js';
import { showValue } from '../../config/show-value.js';
import { imageFormat, imageSchema, imageVersion } from './image-schema.js';
import { machineKeys } from './machine-keys.js';

/** Findings named one by one; the rest are counted. */
const namedFindings = 20;

type ImageJson = z.infer<ReturnType<typeof imageSchema>>;
type ProgramJson = ImageJson['cores'][number]['program'];

/** Reads an image file for a machine.
 *  @throws {CrossweaveError} CW-F001, CW-C001, and as `parseImage` */
export function readImage(path: string, config: PumaMachineConfig): MachineImage {
  return parseImage(readTextFile(path, 'the image'), config, path);
}

/** Reads the text of an image file.
 *  @param file for messages
 *  @throws {CrossweaveError} CW-C001 for what is not JSON; CW-P020 for what is no image of this version; CW-P021 for one of
 *    another configuration, with every key that differs; CW-P022 for contents that the machine has no place for */
export function parseImage(text: string, config: PumaMachineConfig, file: string): MachineImage {
  const json = parseJson(text, file);
  checkFormat(json, file);
  checkMachine(json, config, file);
  const parsed = imageSchema(config).safeParse(json, { jitless: true });
  const findings = parsed.success
    ? overlaps(parsed.data, config, file)
    : parsed.error.issues.map((issue) => contentFinding(issue, json, file));
  if (findings.length > 0 || !parsed.success) throw new CrossweaveError(shortened(findings, file));
  return imageOf(parsed.data);
}

function imageOf(json: ImageJson): MachineImage {
  const cores = json.cores.map(
    ({ program, registers, cells }): CoreImage => ({
      ...programOf(program),
      registers: registers.map(({ address, values }) => ({ address, values: Int16Array.from(values) })),
      cells: cells.map((rows) => (rows === null ? undefined : Int32Array.from(rows.flat()))),
    }),
  );
  const tile = json.tile as { readonly program: ProgramJson } | undefined;
  return {
    cores,
    ...(tile === undefined ? {} : { tile: programOf(tile.program) }),
    memory: json.memory.map(({ values, ...rest }) => ({ ...rest, values: Int16Array.from(values) })),
    packets: json.packets.map(({ fifo, values }) => ({ fifo, values: Int16Array.from(values) })),
  };
}

/** Source lines are there for all words or for none. */
function programOf(program: ProgramJson): ProgramText {
  const words = BigUint64Array.from(program, ([word]) => BigInt(word));
  const lines = program.flatMap(([, file, line, text]) =>
    file === undefined || line === undefined || text === undefined ? [] : [{ file, line, text }],
  );
  return lines.length === words.length ? { words, lines } : { words };
}

function checkFormat(json: unknown, file: string): void {
  const { format, version } =
    typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : {};
  if (format === imageFormat && version === imageVersion) return;
  const other = format === imageFormat;
  throw new CrossweaveError({
    code: 'CW-P020',
    severity: 'error',
    message: other ? 'the image is of another version of the format' : 'the file is no image of a program',
    where: { kind: 'json', file, path: other ? 'version' : 'format' },
    expected: other ? String(imageVersion) : JSON.stringify(imageFormat),
    actual: showValue(other ? version : format),
    hint: '`crossweave assemble` makes images',
  });
}

function checkMachine(json: unknown, config: PumaMachineConfig, file: string): void {
  const { machine } = json as { readonly machine?: unknown };
  const given = (typeof machine === 'object' && machine !== null ? machine : {}) as Readonly<
    Record<string, unknown>
  >;
  const expected = machineKeys(config);
  const keys = [...new Set([...Object.keys(expected), ...Object.keys(given)])];
  const findings = keys
    .filter((key) => !Object.hasOwn(given, key) || given[key] !== expected[key])
    .map(
      (key): Diagnostic => ({
        code: 'CW-P021',
        severity: 'error',
        message: `the image is of a machine with another \`${key}\``,
        where: { kind: 'json', file, path: `machine.${key}` },
        expected: `${showValue(expected[key])}, as configuration ${JSON.stringify(config.name)} has`,
        actual: showValue(given[key]),
        hint: 'assemble the program for this configuration',
      }),
    );
  if (findings.length > 0) throw new CrossweaveError(findings);
}

function contentFinding(issue: z.core.$ZodIssue, json: unknown, file: string): Diagnostic {
  const keys = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const path = [...issue.path, ...keys];
  let value: unknown = json;
  for (const key of path) value = (value as Record<PropertyKey, unknown> | undefined | null)?.[key];
  return finding(
    file,
    path,
    expectedOf(issue),
    Array.isArray(value) ? `${value.length} elements` : showValue(value),
  );
}

function expectedOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'too_big':
      return issue.origin === 'array' ? `at most ${issue.maximum} elements` : `at most ${issue.maximum}`;
    case 'too_small':
      return issue.origin === 'array' ? `at least ${issue.minimum} elements` : `at least ${issue.minimum}`;
    case 'invalid_type':
      return issue.expected === 'int' ? 'a whole number' : issue.expected;
    case 'invalid_format':
      return '0x and 14 hexadecimal digits';
    case 'invalid_union':
      return 'a word, and behind it file, line and text or nothing';
    case 'unrecognized_keys':
      return 'no such key';
    default:
      return issue.message;
  }
}

/** Registers and words of memory whose contents are given twice, or leave their memory. */
function overlaps(json: ImageJson, config: PumaMachineConfig, file: string): Diagnostic[] {
  const { registerAddresses, memoryWords } = machineGeometry(config);
  const check = (
    parts: readonly { readonly address: number; readonly values: readonly number[] }[],
    size: number,
    path: readonly PropertyKey[],
  ) => {
    const given = new Uint8Array(size);
    return parts.flatMap(({ address, values }, k) => {
      const end = address + values.length;
      if (end > size)
        return [finding(file, [...path, k], `addresses up to ${size - 1}`, `address ${end - 1}`)];
      const again = given.subarray(address, end).indexOf(1);
      given.fill(1, address, end);
      if (again < 0) return [];
      return [finding(file, [...path, k], 'each address once', `address ${address + again} again`)];
    });
  };
  return [
    ...json.cores.flatMap(({ registers }, k) =>
      check(registers, registerAddresses, ['cores', k, 'registers']),
    ),
    ...check(json.memory, memoryWords, ['memory']),
  ];
}

function finding(file: string, path: readonly PropertyKey[], expected: string, actual: string): Diagnostic {
  return {
    code: 'CW-P022',
    severity: 'error',
    message: 'the image holds what the machine has no place for',
    where: { kind: 'json', file, path: path.map(String).join('.') },
    expected,
    actual,
  };
}

function shortened(findings: readonly Diagnostic[], file: string): Diagnostic[] {
  if (findings.length <= namedFindings) return [...findings];
  const more: Diagnostic = {
    code: 'CW-P022',
    severity: 'error',
    message: `${findings.length - namedFindings} more findings in the image`,
    where: { kind: 'file', file },
  };
  return [...findings.slice(0, namedFindings), more];
}
