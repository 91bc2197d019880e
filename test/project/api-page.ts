import { type ExportedDeclarations, type JSDocableNode, Node, type Project } from 'ts-morph';

/** A page of the API reference: every export of a module with its signature and its docstring, from the sources.
 *  @param entry the module, relative to the checkout
 *  @param name as it is imported */
export function apiPage(project: Project, entry: string, name: string, intro: string): string {
  const file = project.getSourceFileOrThrow(entry);
  const exports = [...file.getExportedDeclarations()].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const kinds = [
    [
      'Functions and values',
      (d: ExportedDeclarations) => Node.isFunctionDeclaration(d) || Node.isVariableDeclaration(d),
    ],
    ['Classes', (d: ExportedDeclarations) => Node.isClassDeclaration(d)],
    ['Types', (d: ExportedDeclarations) => Node.isInterfaceDeclaration(d) || Node.isTypeAliasDeclaration(d)],
  ] as const;
  const sections = kinds.flatMap(([title, belongs]) => {
    const own = exports.flatMap(([exported, declarations]) => {
      const chosen = declarations.filter(belongs);
      return chosen.length === 0 ? [] : [entryText(exported, chosen)];
    });
    return own.length === 0 ? [] : [`## ${title}\n\n${own.join('\n\n')}`];
  });
  return `# \`${name}\`\n\n${intro} Made from the docstrings of \`${entry}\` and what it exports; ${remade}\n\n${sections.join('\n\n')}\n`;
}

/** How generated pages are made again, as they say themselves. */
export const remade =
  '`CROSSWEAVE_UPDATE=1 npx vitest run test/project/references.test.ts` makes it anew, and a test finds it current.';

function entryText(name: string, declarations: readonly ExportedDeclarations[]): string {
  const signatures = declarations.flatMap(signaturesOf);
  const docs = declarations.map(docsOf).find((text) => text !== '') ?? '';
  const members = declarations.flatMap(membersOf);
  return [
    `### ${name}`,
    `\`\`\`ts\n${[...new Set(signatures)].join('\n')}\n\`\`\``,
    ...(docs === '' ? [] : [docs]),
    ...(members.length === 0 ? [] : [members.join('\n')]),
  ].join('\n\n');
}

function signaturesOf(declaration: ExportedDeclarations): string[] {
  if (Node.isFunctionDeclaration(declaration)) {
    const overloads = declaration.getOverloads();
    return (overloads.length > 0 ? overloads : [declaration]).map((own) => headOf(own, own.getBody?.()));
  }
  if (Node.isVariableDeclaration(declaration)) {
    const type = declaration.getTypeNode()?.getText();
    return [`const ${declaration.getName()}${type === undefined ? '' : `: ${flat(type)}`}`];
  }
  if (Node.isClassDeclaration(declaration)) {
    const parameters = declaration.getTypeParameters().map((p) => p.getText());
    const base = declaration.getExtends()?.getText();
    return [
      `class ${declaration.getName()}${parameters.length === 0 ? '' : `<${parameters.join(', ')}>`}${base === undefined ? '' : ` extends ${base}`}`,
    ];
  }
  if (Node.isInterfaceDeclaration(declaration)) {
    const parameters = declaration.getTypeParameters().map((p) => p.getText());
    const bases = declaration.getExtends().map((b) => b.getText());
    return [
      `interface ${declaration.getName()}${parameters.length === 0 ? '' : `<${parameters.join(', ')}>`}${bases.length === 0 ? '' : ` extends ${bases.join(', ')}`}`,
    ];
  }
  return [
    flat(
      declaration
        .getText()
        .replace(/\/\*\*[\s\S]*?\*\//g, '')
        .replace(/^export /, ''),
    ),
  ];
}

function membersOf(declaration: ExportedDeclarations): string[] {
  if (Node.isInterfaceDeclaration(declaration)) {
    return declaration
      .getMembers()
      .map((member) => memberText(flat(withoutDocs(member.getText())), docsOf(member)));
  }
  if (!Node.isClassDeclaration(declaration)) return [];
  return declaration.getMembers().flatMap((member) => {
    if (Node.isConstructorDeclaration(member) || Node.isClassStaticBlockDeclaration(member)) return [];
    const name = member.getName();
    const isHidden =
      name.startsWith('#') ||
      member.getScope?.() !== 'public' ||
      /internal to the language/.test(docsOf(member));
    if (isHidden) return [];
    const heads =
      Node.isMethodDeclaration(member) && member.getOverloads().length > 0
        ? member.getOverloads().map((own) => headOf(own, undefined))
        : [headOf(member, Node.isBodyable(member) ? member.getBody() : undefined)];
    const docs =
      docsOf(member) || docsOf((Node.isMethodDeclaration(member) && member.getOverloads()[0]) || member);
    return heads.map((head, i) => memberText(head, i === heads.length - 1 ? docs : ''));
  });
}

function memberText(head: string, docs: string): string {
  return `- \`${head.replace(/[;,]$/, '')}\`${docs === '' ? '' : `: ${docs.replace(/\s*\n+\s*/g, ' ')}`}`;
}

/** A declaration up to its body. */
function headOf(node: Node, body: Node | undefined): string {
  const text = node.getText();
  const head = body === undefined ? text : text.slice(0, body.getStart() - node.getStart());
  return flat(
    withoutDocs(head)
      .replace(/^(export )?(async )?/, '')
      .replace(/\s*=\s*[^=>]*$/, (found) =>
        body === undefined && /^\s*(static )?#?\w+\s*[:=]/.test(text) ? '' : found,
      ),
  );
}

function withoutDocs(text: string): string {
  return text.replace(/\/\*\*[\s\S]*?\*\/\s*/g, '').replace(/^\s*\/\/.*$/gm, '');
}

function flat(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/;$/, '').trim();
}

function docsOf(node: Node): string {
  const holder: Node | undefined = Node.isVariableDeclaration(node) ? node.getVariableStatement() : node;
  if (holder === undefined || !Node.isJSDocable(holder)) return '';
  return (holder as JSDocableNode)
    .getJsDocs()
    .map((doc) => {
      const tags = doc.getTags().map(
        (tag) =>
          `- ${tag
            .getText()
            .replace(/^@(\w+)/, '**$1**')
            .replace(/\s*\n\s*\*?\s*/g, ' ')
            .trim()}`,
      );
      const text = doc
        .getDescription()
        .replace(/\s*\n\s*/g, ' ')
        .trim();
      return [text, ...(tags.length === 0 ? [] : [tags.join('\n')])]
        .filter((part) => part !== '')
        .join('\n\n');
    })
    .join('\n\n');
}
