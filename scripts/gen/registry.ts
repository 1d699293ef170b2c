import { readdirSync } from 'node:fs';

/** The registry of providers: every folder of `core/providers` that has an `index.ts`. */
export const registryFile = (root: string): { readonly path: string; readonly text: string } => {
  const ids = readdirSync(`${root}core/providers`, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const imports = ids.map((id) => `import { provider as ${id} } from './${id}/index.ts';`);
  return {
    path: 'core/providers/registry.gen.ts',
    text: [
      '/** Made by `npm run gen` from the folders beside it. */',
      "import type { Provider } from './provider.ts';",
      ...imports,
      '',
      `export const providers: Readonly<Record<string, Provider>> = { ${ids.join(', ')} };`,
      '',
    ].join('\n'),
  };
};
