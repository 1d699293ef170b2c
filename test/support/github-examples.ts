import { createRequire } from 'node:module';

export interface GitHubExample {
  /** `X-GitHub-Event` */
  readonly name: string;
  readonly payload: object;
}

const published = createRequire(import.meta.url)('@octokit/webhooks-examples') as readonly {
  readonly name: string;
  readonly examples: readonly object[];
}[];

/** Every payload GitHub's documentation shows. */
export const githubExamples: readonly GitHubExample[] = published.flatMap(({ name, examples }) =>
  examples.map((payload) => ({ name, payload })),
);
