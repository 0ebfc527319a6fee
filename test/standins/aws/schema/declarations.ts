import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import type { ObjectShape, Schema, Shape, TypeSchema } from "./shapes";

/** Where the declarations of @pulumi/aws lie. */
const PACKAGE_ROOT = dirname(require.resolve("@pulumi/aws/package.json"));

/**
 * The inputs and outputs of types and functions as the declarations of the installed @pulumi/aws have them: the npm
 * package brings no schema, but these were generated from it.
 */
export function readSchema(tokens: string[]): Schema {
  const nested = namespaces(parse(join(PACKAGE_ROOT, "types", "input.d.ts")));
  return Object.fromEntries(tokens.map((token) => [token, readType(token, nested)]));
}

/** A token `aws:s3/bucket:Bucket` is declared in s3/bucket.d.ts; functions and types of module `index` lie at the root. */
function readType(token: string, nested: Interfaces): TypeSchema {
  const [, path, name] = token.split(":");
  const source = parse(join(PACKAGE_ROOT, `${path.replace(/^index\//, "")}.d.ts`));
  const capital = name[0].toUpperCase() + name.slice(1);
  const declared = new Map(source.statements.filter(ts.isInterfaceDeclaration).map((node) => [node.name.text, node]));
  const args = declared.get(`${capital}Args`);
  const made = source.statements.find((node) => ts.isClassDeclaration(node) && node.name?.text === name) as
    ts.ClassDeclaration | undefined;
  const members: readonly ts.Node[] = made?.members ?? declared.get(`${capital}Result`)?.members ?? [];
  if (members.length === 0)
    throw new Error(`@pulumi/aws declares neither a class ${name} nor a result of it in ${source.fileName}`);
  const outputs = members.filter(
    (node) => (ts.isPropertyDeclaration(node) && !isStatic(node)) || ts.isPropertySignature(node),
  ) as ts.PropertySignature[];
  return {
    inputs: args ? shapeOfInterface(args, nested) : { object: {}, required: [] },
    outputs: outputs.map((node) => (node.name as ts.Identifier).text).sort(),
  };
}

const isStatic = (node: ts.PropertyDeclaration) =>
  node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword) ?? false;

/** Interfaces by qualified name, `s3.BucketLogging`. */
type Interfaces = Map<string, ts.InterfaceDeclaration>;

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(file, "utf8"), {
    languageVersion: ts.ScriptTarget.ES2022,
    jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
  });
}

function namespaces(source: ts.SourceFile): Interfaces {
  const found: Interfaces = new Map();
  const visit = (statements: readonly ts.Statement[], prefix: string) => {
    for (const statement of statements) {
      if (ts.isInterfaceDeclaration(statement)) found.set(prefix + statement.name.text, statement);
      if (ts.isModuleDeclaration(statement) && statement.body && ts.isModuleBlock(statement.body))
        visit(statement.body.statements, `${prefix}${statement.name.text}.`);
    }
  };
  visit(source.statements, "");
  return found;
}

function shapeOfInterface(node: ts.InterfaceDeclaration, nested: Interfaces): ObjectShape {
  const shape: ObjectShape = { object: {}, required: [] };
  for (const member of node.members.filter(ts.isPropertySignature)) {
    const name = (member.name as ts.Identifier).text;
    shape.object[name] = shapeOf(member.type!, nested);
    if (!member.questionToken) shape.required.push(name);
  }
  return shape;
}

function shapeOf(node: ts.TypeNode, nested: Interfaces): Shape {
  switch (node.kind) {
    case ts.SyntaxKind.StringKeyword:
      return "string";
    case ts.SyntaxKind.NumberKeyword:
      return "number";
    case ts.SyntaxKind.BooleanKeyword:
      return "boolean";
    case ts.SyntaxKind.AnyKeyword:
      return "any";
  }
  if (ts.isParenthesizedTypeNode(node)) return shapeOf(node.type, nested);
  if (ts.isArrayTypeNode(node)) return { list: shapeOf(node.elementType, nested) };
  if (ts.isUnionTypeNode(node))
    return oneOf(
      node.types.filter(({ kind }) => kind !== ts.SyntaxKind.UndefinedKeyword).map((type) => shapeOf(type, nested)),
    );
  if (ts.isTypeLiteralNode(node)) {
    const [index] = node.members;
    if (node.members.length === 1 && ts.isIndexSignatureDeclaration(index)) return { map: shapeOf(index.type, nested) };
  }
  if (ts.isTypeReferenceNode(node)) return shapeOfReference(node, nested);
  throw new Error(`cannot read the type ${ts.SyntaxKind[node.kind]} of @pulumi/aws`);
}

function shapeOfReference(node: ts.TypeReferenceNode, nested: Interfaces): Shape {
  const path: string[] = [];
  let name = node.typeName;
  for (; ts.isQualifiedName(name); name = name.left) path.unshift(name.right.text);
  path.unshift(name.text);
  if (path.join(".") === "pulumi.Input") return shapeOf(node.typeArguments![0], nested);
  if (path[0] === "inputs") {
    const found = nested.get(path.slice(1).join("."));
    if (!found) throw new Error(`@pulumi/aws declares no ${path.join(".")}`);
    return shapeOfInterface(found, nested);
  }
  // Enums of the package are open, an ARN is a string, and a resource given for its id arrives as its id.
  return "string";
}

function oneOf(shapes: Shape[]): Shape {
  const distinct = [...new Map(shapes.map((shape) => [JSON.stringify(shape), shape])).values()];
  return distinct.length === 1 ? distinct[0] : { oneOf: distinct };
}
