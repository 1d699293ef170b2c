/** `npm run workers`: one workers process of a split deployment. */
import { runProcess } from '../lib/run-process.ts';

await runProcess(() => import('../../workers/main.ts'));
