/** `npm run server`: one server process of a split deployment. */
import { runProcess } from '../lib/run-process.ts';

await runProcess(() => import('../../server/main.ts'));
