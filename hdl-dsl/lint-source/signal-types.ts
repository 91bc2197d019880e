import { ts } from 'ts-morph';

/** What a type has to do with signals: `signal`, a signal itself, also as one member of a union; `bundle`, an object of nothing but
 *  signals (a struct, a stream, the ports of an instance). */
export type SignalKind = 'signal' | 'bundle';

const guardFile = /(^|\/)hdl-dsl\/values\/coercion-guard\.(d\.)?ts$/;
const languageFile = /(^|\/)hdl-dsl\/[a-z-]+\/[a-z-]+\.(d\.)?ts$/;

/** Tells the types of signals: those derived from the language's `CoercionGuard`, wherever it was loaded from. */
export class SignalTypes {
  readonly #checker: ts.TypeChecker;
  readonly #signals = new Map<ts.Type, boolean>();
  readonly #bundles = new Map<ts.Type, boolean>();

  constructor(checker: ts.TypeChecker) {
    this.#checker = checker;
  }

  /** What the value of an expression has to do with signals; `undefined` for plain JavaScript. */
  kindOf(node: ts.Node): SignalKind | undefined {
    const type = this.#checker.getTypeAtLocation(node);
    if (this.#isSignal(type)) return 'signal';
    return this.#isBundle(type) ? 'bundle' : undefined;
  }

  isSignal(node: ts.Node): boolean {
    return this.#isSignal(this.#checker.getTypeAtLocation(node));
  }

  /** Whether the expression may be undefined or null. */
  mayBeMissing(node: ts.Node): boolean {
    return partsOf(this.#checker.getTypeAtLocation(node)).some(isAbsence);
  }

  /** Whether the expression is nothing but undefined or null. */
  isMissing(node: ts.Node): boolean {
    return partsOf(this.#checker.getTypeAtLocation(node)).every(isAbsence);
  }

  /** Whether a function written here, in a place that takes functions without a result, returns a signal all the same. */
  resultIsDropped(callback: ts.ArrowFunction): boolean {
    const wanted = this.#checker.getContextualType(callback);
    const [signature] = wanted?.getNonNullableType().getCallSignatures() ?? [];
    return signature !== undefined && (signature.getReturnType().flags & ts.TypeFlags.Void) !== 0;
  }

  /** Name of the function called, where it is one of the language's own. */
  languageCall(node: ts.CallExpression): string | undefined {
    const declaration = this.#checker.getResolvedSignature(node)?.declaration;
    if (declaration === undefined || !languageFile.test(declaration.getSourceFile().fileName))
      return undefined;
    const callee = node.expression;
    if (ts.isPropertyAccessExpression(callee)) return callee.name.text;
    return ts.isIdentifier(callee) ? callee.text : undefined;
  }

  /** Whether the object is an array or a tuple. */
  isArray(node: ts.Node): boolean {
    return partsOf(this.#checker.getTypeAtLocation(node)).some((part) => this.#checker.isArrayLikeType(part));
  }

  /** The type as the editor shows it, in short. */
  text(node: ts.Node): string {
    const type = this.#checker.getTypeAtLocation(node);
    const text = this.#checker
      .typeToString(type, node, ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope)
      .replaceAll(/import\("[^"]*"\)\./g, '');
    return text.length <= 60 ? text : `${text.slice(0, 57)}...`;
  }

  /** What a function's calls give, where it is a signal. */
  returnsSignal(callback: ts.Node): boolean {
    const type = this.#checker.getTypeAtLocation(callback);
    return type.getCallSignatures().some((signature) => this.#isSignal(signature.getReturnType()));
  }

  #isSignal(type: ts.Type): boolean {
    const known = this.#signals.get(type);
    if (known !== undefined) return known;
    // A type that leads back to itself adds nothing to what its other parts say.
    this.#signals.set(type, false);
    const found = this.#findSignal(type);
    this.#signals.set(type, found);
    return found;
  }

  #findSignal(type: ts.Type): boolean {
    if (type.isUnionOrIntersection()) return type.types.some((part) => this.#isSignal(part));
    if ((type.flags & ts.TypeFlags.Instantiable) !== 0) {
      const constraint = this.#checker.getBaseConstraintOfType(type);
      return constraint !== undefined && constraint !== type && this.#isSignal(constraint);
    }
    if (!type.isClassOrInterface() && !isReference(type)) return false;
    const declared = isReference(type) ? type.target : type;
    if (isGuard(declared.symbol)) return true;
    if (!declared.isClassOrInterface()) return false;
    return this.#checker.getBaseTypes(declared as ts.InterfaceType).some((base) => this.#isSignal(base));
  }

  #isBundle(type: ts.Type): boolean {
    const known = this.#bundles.get(type);
    if (known !== undefined) return known;
    this.#bundles.set(type, false);
    const found = this.#findBundle(type);
    this.#bundles.set(type, found);
    return found;
  }

  #findBundle(type: ts.Type): boolean {
    if (type.isUnion() || (type.flags & ts.TypeFlags.Object) === 0 || this.#checker.isArrayLikeType(type))
      return false;
    if (type.getCallSignatures().length > 0 || type.getStringIndexType() !== undefined) return false;
    const properties = type.getProperties();
    if (properties.length === 0) return false;
    return properties.every((property) => {
      const inner = this.#checker.getTypeOfSymbol(property);
      return this.#isSignal(inner) || this.#isBundle(inner);
    });
  }
}

function isReference(type: ts.Type): type is ts.TypeReference {
  return ((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference) !== 0;
}

function isGuard(symbol: ts.Symbol | undefined): boolean {
  return (
    symbol?.name === 'CoercionGuard' &&
    (symbol.declarations ?? []).some((declaration) => guardFile.test(declaration.getSourceFile().fileName))
  );
}

function isAbsence({ flags }: ts.Type): boolean {
  return (flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null | ts.TypeFlags.Void)) !== 0;
}

function partsOf(type: ts.Type): readonly ts.Type[] {
  return type.isUnion() ? type.types : [type];
}
