import { openApiDocument } from '#core/contract/openapi.ts';

/** `docs/openapi.json`: the contract as clients read it. */
export const openApiFile = (): { readonly path: string; readonly text: string } => ({
  path: 'docs/openapi.json',
  text: `${JSON.stringify(openApiDocument(), null, 2)}\n`,
});
