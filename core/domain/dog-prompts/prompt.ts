/** A question to a language model, as a pure function of facts makes it (spec 5.7). */
export interface Prompt {
  /** The file it came from, for `ai_runs.prompt_version`. The text of a version never changes; a new text is a new version. */
  readonly version: string;
  /** The rules. Nothing a person typed is part of it. */
  readonly system: string;
  /** One JSON object: the facts. All that people typed is inside its strings. */
  readonly user: string;
}
