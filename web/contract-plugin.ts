/** Takes the schemas of the contract out of the built page, which reads path and method of an endpoint and nothing else of it. */
import { parseAst, type Plugin } from 'vite';

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}
interface Cut {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What the page reads of an endpoint. */
const KEPT = new Set(['id', 'method', 'path']);

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;

/** The name that `z.string().min(1)` begins with: `z`. */
const rootOf = (node: Node): string | null => {
  if (node.type === 'Identifier') return String(node['name']);
  if (node.type === 'MemberExpression') return rootOf(node['object'] as Node);
  return node.type === 'CallExpression' ? rootOf(node['callee'] as Node) : null;
};

/** Schemas are called by capitals, and made by `z` or `page`; what is the language's own stays. */
const makesSchema = (root: string): boolean =>
  root === 'z' || root === 'page' || (/^[A-Z]/.test(root) && !(root in globalThis));

const nameOf = (property: Node): string => (isNode(property['key']) ? String(property['key']['name']) : '');

/** What to cut of a module: properties of endpoints, and whole schemas, which become `z` (`no-zod.ts`). */
const cutsOf = (node: Node, code: string): readonly Cut[] => {
  if (node.type === 'CallExpression') {
    const root = rootOf(node);
    const [first] = node['arguments'] as Node[];
    if (root === 'endpoint' && first?.type === 'ObjectExpression') {
      const kept = (first['properties'] as Node[]).filter((property) => KEPT.has(nameOf(property)));
      const text = kept.map(({ start, end }) => code.slice(start, end)).join(',');
      return [{ start: first.start, end: first.end, text: `{${text}}` }];
    }
    if (root !== null && makesSchema(root)) return [{ start: node.start, end: node.end, text: 'z' }];
  }
  return Object.values(node).flatMap((value) =>
    (Array.isArray(value) ? (value as unknown[]) : [value]).filter(isNode).flatMap((child) => cutsOf(child, code)),
  );
};

/** A module of the contract without its schemas. `code` is JavaScript. */
export const withoutSchemas = (code: string): string => {
  const cuts = cutsOf(parseAst(code) as unknown as Node, code);
  return cuts
    .toSorted((a, b) => b.start - a.start)
    .reduce((text, { start, end, text: instead }) => text.slice(0, start) + instead + text.slice(end), code);
};

export const contractPlugin = (): Plugin => ({
  name: 'contract-without-schemas',
  apply: 'build',
  enforce: 'post',
  transform: (code, file) =>
    /\/core\/contract\/[\w-]+\.ts$/.test(file) ? { code: withoutSchemas(code), map: null } : null,
});
