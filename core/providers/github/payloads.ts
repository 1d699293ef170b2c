/**
 * Guards for exactly the fields that are read (spec 8.2). GitHub's own published examples break GitHub's own schema, so
 * nothing else is looked at, and an answer that does not fit is "ignored", never an error.
 */
import { z } from 'zod';

const NumericId = z.union([z.number().int(), z.string().regex(/^\d{1,20}$/)]).transform(String);

export const User = z.object({
  id: NumericId,
  login: z.string(),
  type: z.string().nullish(),
});
export type User = z.output<typeof User>;

const Repository = z.object({
  name: z.string(),
  full_name: z.string(),
  private: z.boolean().nullish(),
});
export type Repository = z.output<typeof Repository>;

const CommitPerson = z.object({
  username: z.string().nullish(),
  email: z.string().nullish(),
});

export const Commit = z.object({
  id: z.string().regex(/^[0-9a-f]{7,64}$/i),
  distinct: z.boolean().nullish(),
  message: z.string().nullish(),
  timestamp: z.string(),
  author: CommitPerson,
  committer: CommitPerson.nullish(),
});
export type Commit = z.output<typeof Commit>;

export const Push = z.object({
  ref: z.string(),
  deleted: z.boolean().nullish(),
  forced: z.boolean().nullish(),
  commits: z.array(z.unknown()).default([]),
  repository: Repository,
});

const PullRequestFields = z.object({
  id: NumericId,
  number: z.number().int(),
  title: z.string().nullish(),
  user: User.nullish(),
  merged: z.boolean().nullish(),
  merged_at: z.string().nullish(),
  created_at: z.string().nullish(),
});

export const PullRequest = z.object({
  action: z.string(),
  pull_request: PullRequestFields,
  repository: Repository,
});

export const Review = z.object({
  action: z.string(),
  review: z.object({ user: User.nullish(), submitted_at: z.string().nullish() }),
  pull_request: z.object({
    id: NumericId,
    number: z.number().int(),
    title: z.string().nullish(),
    user: User.nullish(),
  }),
  repository: Repository,
});

export const Issue = z.object({
  action: z.string(),
  issue: z.object({
    id: NumericId,
    number: z.number().int(),
    title: z.string().nullish(),
    state_reason: z.string().nullish(),
    assignees: z.array(User).nullish(),
    closed_at: z.string().nullish(),
  }),
  sender: User.nullish(),
  repository: Repository,
});

export const Release = z.object({
  action: z.string(),
  release: z.object({
    id: NumericId,
    tag_name: z.string().nullish(),
    name: z.string().nullish(),
    draft: z.boolean().nullish(),
    published_at: z.string().nullish(),
    author: User.nullish(),
  }),
  repository: Repository,
});

export const Ping = z.object({ sender: User.nullish() });
