/** Made by `npm run gen` from the folders beside it. */
import type { Provider } from './provider.ts';
import { provider as github } from './github/index.ts';
import { provider as system } from './system/index.ts';

export const providers: Readonly<Record<string, Provider>> = { github, system };
